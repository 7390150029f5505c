/** A lab's state as code, by the core. Its module is loaded when code is first asked for. */
import init, { type CodeInside, type CodeTarget, codegen, type LabState } from "convscope";

export type { CodeInside, CodeTarget };
export const codeTargets: CodeTarget[] = ["numpy", "tensorflow", "keras", "pytorch", "notebook"];

export async function codeFor(state: object, target: string, inside: CodeInside): Promise<string> {
  await init(undefined, { network: false, codegen: true });
  return codegen(state as LabState, target as CodeTarget, inside);
}
