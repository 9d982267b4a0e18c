/** A function's id without the app's name, which all share. */
export function functionName(functionId: string): string {
  return functionId.replace(/^holdfast-/, "");
}
