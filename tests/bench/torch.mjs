/** PyTorch's process, where `cargo xtask oracle` has installed it. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

/** A function from a question to PyTorch's answer, and an end to it; none where PyTorch is not installed. */
export function openTorch() {
  const venv = process.platform === "win32" ? "Scripts/python.exe" : "bin/python";
  const python = at(`../../target/oracle/venv/${venv}`);
  if (!existsSync(python)) return undefined;
  const child = spawn(python, [at("torch_step.py")], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (question) => {
    child.stdin.write(`${JSON.stringify(question)}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error("PyTorch ended");
    return JSON.parse(value);
  };
  return { ask, close: () => child.kill() };
}
