import type { Inngest, InngestFunction } from "inngest";
import type { ConformanceCase, World } from "./fixtures/conformance-case";
import { eventName } from "./fixtures/conformance-case";
import { flowCases } from "./fixtures/flow-cases";
import { createRecorder, type Recorder } from "./fixtures/recorder";
import { stepCases } from "./fixtures/step-cases";

/** What the embedded engine and a real Inngest server must both do. */
export const conformanceCases: readonly ConformanceCase[] = [...stepCases, ...flowCases];

export type Conformance = {
  functions: InngestFunction.Any[];
  worldOf(): World;
};

/** The functions of all cases for one client, and a fresh world for each check. */
export function createConformance(client: Inngest): Conformance {
  const seen: Recorder = createRecorder();
  return {
    functions: conformanceCases.flatMap((each) => each.functions(client, seen)),
    worldOf() {
      const tag = `t${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
      return {
        client,
        seen,
        tag,
        async send(name, data = {}, more = {}) {
          await client.send({ name: eventName(name), data: { tag, ...data }, ...more });
        },
      };
    },
  };
}
