import type { Server } from "node:http";
import { listen } from "../http-exchange";

/** How often the virtual clock is looked at while nobody may come in, in ms of real time. */
const LOOK_MS = 20;

/** The listening socket of a server, which can be shut for a while: who connects then is refused by the machine itself. */
export class Door {
  readonly #server: Server;
  readonly #host: string;
  #port: number;
  #opening: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | null = null;

  private constructor(server: Server, host: string, port: number) {
    this.#server = server;
    this.#host = host;
    this.#port = port;
  }

  /** Starts to listen; `port` 0 takes a free one. */
  static async open(server: Server, host: string, port: number): Promise<Door> {
    return new Door(server, host, await listen(server, port, host));
  }

  get port(): number {
    return this.#port;
  }

  /** Shuts for as long as `isShut` says so, and opens again at the same port. */
  follow(isShut: () => boolean): void {
    if (isShut() === (this.#timer !== null)) return;
    if (this.#timer !== null) {
      clearInterval(this.#timer);
      this.#timer = null;
      this.#opening = listen(this.#server, this.#port, this.#host);
      return;
    }
    this.#server.close();
    // An answer that is on its way, to whoever asked for this, still leaves.
    setImmediate(() => this.#server.closeAllConnections());
    this.#timer = setInterval(() => this.follow(isShut), LOOK_MS);
    this.#timer.unref();
  }

  /** Resolves once it is open or shut as was last asked for. */
  async settled(): Promise<void> {
    await this.#opening;
  }

  async close(): Promise<void> {
    if (this.#timer !== null) {
      clearInterval(this.#timer);
      return;
    }
    await this.#opening;
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}
