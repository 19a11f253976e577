/** Draws diagrams of Graphviz, which is compiled to WebAssembly and has no files. Runs in a thread of its own. */
import { DIAGRAM_FONT, type DrawRequest, type DrawResult } from './engine.ts';

/** Helvetica, because Graphviz knows the widths of its letters; pages and e-books set it in the same typeface as Arial. */
const FONT = { fontname: 'Helvetica', fontsize: 11 };

/** Draws a text in DOT. */
export async function drawGraphviz({ text }: DrawRequest): Promise<DrawResult> {
  const { instance } = await import('@viz-js/viz');
  const graphviz = await instance();
  const { output, errors } = graphviz.render(text, {
    format: 'svg',
    graphAttributes: { ...FONT, bgcolor: 'transparent' },
    nodeAttributes: FONT,
    edgeAttributes: FONT,
  });
  // Another message says which point has the image.
  const messages = errors.map(({ message }) => message).filter((each) => !/^No such file/.test(each));
  if (output === undefined) {
    const [fault = 'Graphviz gives no reason'] = messages;
    const line = Number(/\bline (\d+)/.exec(fault)?.[1]);
    return { fault, ...(line > 0 && { line }) };
  }
  return {
    svg: output.replaceAll('font-family="Helvetica,sans-Serif"', `font-family="${DIAGRAM_FONT}"`),
    warnings: messages,
  };
}
