/** The function that runs in the page with Mermaid. It can use nothing but its argument and what the page has. */

/** Why Mermaid cannot draw a diagram, in its own words. */
export interface MermaidFault {
  readonly message: string;
  readonly line?: number;
}

/** What is used of the page. */
interface MermaidPage {
  readonly mermaid: {
    initialize(config: unknown): void;
    render(id: string, text: string): Promise<{ readonly svg: string }>;
  };
  readonly document: {
    readonly fonts: { load(font: string, text: string): Promise<unknown> };
  };
  readonly DOMParser: new () => {
    parseFromString(text: string, type: string): { querySelector(selector: string): unknown };
  };
  readonly XMLSerializer: new () => { serializeToString(node: unknown): string };
}

/** What is drawn. */
interface Given {
  readonly text: string;
  readonly config: object;
  readonly font: string;
}

/** Draws a diagram. Loads the letters first, because Mermaid measures words when it draws. */
export async function drawInPage({
  text,
  config,
  font,
}: Given): Promise<{ readonly svg: string } | MermaidFault> {
  const { mermaid, document, DOMParser, XMLSerializer } = globalThis as unknown as MermaidPage;
  try {
    for (const style of ['16px', 'bold 16px', 'italic 16px'])
      await document.fonts.load(`${style} ${font}`, text);
    mermaid.initialize(config);
    const { svg } = await mermaid.render('diagram', text);
    const drawing = new DOMParser().parseFromString(svg, 'text/html').querySelector('svg');
    return { svg: new XMLSerializer().serializeToString(drawing) };
  } catch (error) {
    const fault = error as {
      readonly message?: string;
      readonly hash?: { readonly loc?: { readonly first_line?: number }; readonly line?: number };
    };
    const line = fault.hash?.loc?.first_line;
    return { message: String(fault.message ?? error), ...(line !== undefined && { line }) };
  }
}
