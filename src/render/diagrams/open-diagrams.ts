/** Opens what draws the diagrams of a publication, when there is the first one. */
import type { DrawDiagram } from '../images/find-image.ts';
import type { DiagramDrawer, DrawingTools } from './draw-diagrams.ts';

/** Draws the diagrams of one publication until it is closed. */
export interface OpenDiagrams {
  readonly draw: DrawDiagram;
  close(): Promise<void>;
}

export function openDiagrams(tools: DrawingTools): OpenDiagrams {
  let drawer: Promise<DiagramDrawer> | undefined;
  const open = async (): Promise<DiagramDrawer> => {
    const drawing = await import('./draw-diagrams.ts');
    return new drawing.DiagramDrawer(tools);
  };
  return {
    draw: async (named, from) => {
      drawer ??= open();
      return (await drawer).draw({ ...named, from });
    },
    close: async () => (await drawer)?.close(),
  };
}
