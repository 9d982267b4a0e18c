/** Types of bin/read-options.mjs for the programs in TypeScript. */
export type StartOptions = {
  port: number | undefined;
  host: string | undefined;
  dataDir: string | undefined;
  demo: boolean | undefined;
  isDev: boolean;
  webProcesses: number;
};
export type TestOptions = { stages: string[]; files: string[] };

export const TEST_STAGES: readonly string[];
export function readStartOptions(args: string[]): StartOptions | null;
export function readTestOptions(args: string[]): TestOptions | null;
export function version(): string;
