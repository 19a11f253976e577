/** Reads how the text of a publication looks, where novels differ from other books. */
import type { ProseLook } from '../../core/model/prose-look.ts';
import type { Publication } from '../../core/model/publication.ts';
import type { PublicationData } from './publication-schema.ts';

/** Returns the look that the settings choose. Without any of them, there is none. */
export function findProseLook(
  data: Pick<PublicationData, 'paragraphs' | 'drop-caps' | 'scene-break'>,
): Pick<Publication, 'prose'> {
  const { paragraphs, 'drop-caps': dropCaps, 'scene-break': sceneBreak } = data;
  const prose: ProseLook = {
    ...(paragraphs === 'indented' && { hasIndents: true }),
    ...(dropCaps === true && { hasDropCaps: true }),
    ...(sceneBreak !== undefined && { sceneBreak }),
  };
  return Object.keys(prose).length === 0 ? {} : { prose };
}
