/** Finds the files of data that a chart of Vega-Lite names, anywhere in it: in layers, parts and lookups. */

/** Lists the addresses of data in the text of a chart, each once. A text that is not JSON has none. */
export function listDataAddresses(text: string): readonly string[] {
  let spec: unknown;
  try {
    spec = JSON.parse(text);
  } catch {
    return [];
  }
  const found = new Set<string>();
  const open: unknown[] = [spec];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node !== 'object' || node === null) continue;
    const { data } = node as { readonly data?: { readonly url?: unknown } | null };
    if (typeof data?.url === 'string') found.add(data.url);
    open.push(...Object.values(node).filter((value) => value !== undefined && value !== null));
  }
  return [...found].sort();
}
