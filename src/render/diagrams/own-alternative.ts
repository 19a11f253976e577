/** Finds the alternative texts that authors write inside diagrams. */
import type { DiagramKind } from '../../core/model/diagram.ts';

/** Finds the alternative text that a diagram has in its own language: `accDescr` in Mermaid, `description` in Vega-Lite. */
export function findOwnAlternative(kind: DiagramKind, text: string): string | undefined {
  if (kind === 'mermaid') {
    const several = /^[ \t]*accDescr[ \t]*\{([^}]*)\}/m.exec(text)?.[1];
    const words = several ?? /^[ \t]*accDescr[ \t]*:[ \t]*(.+)$/m.exec(text)?.[1];
    return words?.replace(/\s+/g, ' ').trim() || undefined;
  }
  if (kind === 'graphviz') return undefined;
  try {
    const spec = JSON.parse(text) as { readonly description?: unknown } | null;
    const words = spec?.description;
    return typeof words === 'string' && words.trim() !== '' ? words.trim() : undefined;
  } catch {
    return undefined;
  }
}
