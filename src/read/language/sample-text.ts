/** Takes a sample of the prose of Markdown trees, from which their language can be determined. */
import type { Node, Parent } from 'unist';

/** Maximum length of a sample in characters: a longer one makes no difference to the result. */
const MAX_SAMPLE = 2000;

/** Returns the prose at the start of the trees, without code, HTML and addresses. Reads as few trees as possible. */
export async function sampleText(bodies: readonly { read(): Promise<Node> }[]): Promise<string> {
  let sample = '';
  const add = (node: Node): void => {
    if (sample.length >= MAX_SAMPLE) return;
    if (node.type === 'text') sample += `${(node as Node & { value: string }).value} `;
    else if ('children' in node) for (const child of (node as Parent).children) add(child);
  };
  for (const body of bodies) if (sample.length < MAX_SAMPLE) add(await body.read());
  return sample.replace(/\S+/g, (word) => (/[/@]|www\./.test(word) ? ' ' : word)).slice(0, MAX_SAMPLE);
}
