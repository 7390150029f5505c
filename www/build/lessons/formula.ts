/** Formulas as MathML, with names for the symbols that light up. */
import temml from "temml";

/** `\sym{stride}{s}` names a symbol. */
const named = (source: string) => source.replace(/\\sym\{([\w-]+)\}\{/g, "\\data{symbol=$1}{");

export function formula(source: string, displayMode: boolean): string {
  const math = temml.renderToString(named(source), { displayMode, trust: true, throwOnError: true });
  return (
    math
      // The content security policy forbids inline styles; those that temml writes only adjust what MathML does anyway.
      .replace(/ style="[^"]*"/g, "")
      .replace(/ data-symbol="/g, ' tabindex="0" data-symbol="')
  );
}
