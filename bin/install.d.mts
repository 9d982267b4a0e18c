/** Types of bin/install.mjs for the programs in TypeScript. */
export function checkNode(): void;
export function install(): Promise<void>;
export function step(title: string, command: string, args: string[], env?: Record<string, string>): Promise<void>;
export function runTypeScript(file: string, args: string[]): void;
