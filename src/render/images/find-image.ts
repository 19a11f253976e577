/** Finds the image that an author named, as rendering needs it. */
import { posix } from 'node:path';
import type { Asset } from '../../core/model/asset.ts';
import type { Context } from '../../core/model/context.ts';
import type { ChartTable, Diagram } from '../../core/model/diagram.ts';
import type { Publication } from '../../core/model/publication.ts';
import type { SourceFile, SourceLocation } from '../../core/source-location.ts';
import type { Assets } from './assets.ts';
import { findByName } from './image-by-name.ts';

/** An image in a chapter. Plain JSON. */
export interface NamedImage {
  /** The address or the name that the author wrote. */
  readonly written: string;
  /** Whether it is the name of a file, as wikis write it. */
  readonly isWiki: boolean;
  readonly location: SourceLocation;
  /** For a diagram, whose text is in the place of an address. */
  readonly diagram?: Diagram;
}

/** What rendering needs of an image. Plain JSON. */
export interface FoundImage {
  /** The address that was looked for. */
  readonly src: string;
  /** Absent after a diagnostic. */
  readonly asset?: Pick<Asset, 'path' | 'width' | 'height'>;
  /** The data of a chart that asks for them. */
  readonly tables?: readonly ChartTable[];
}

/** Finds and loads an image. Diagnostics: those of {@link Assets.find} */
export type FindImage = (image: NamedImage) => Promise<FoundImage>;

/** Draws a diagram. @param from path of the chapter's folder, relative to the publication's */
export type DrawDiagram = (
  named: { readonly text: string; readonly diagram: Diagram; readonly location: SourceLocation },
  from: string,
) => Promise<FoundImage>;

/** Returns a function that finds the images of a chapter. */
export function createImageFinder(
  { path }: Pick<SourceFile, 'path'>,
  { folder }: Pick<Publication, 'folder'>,
  assets: Assets,
  context: Context,
  draw: DrawDiagram,
): FindImage {
  const from = posix.dirname(posix.relative(folder, path));
  return async ({ written, isWiki, location, diagram }) => {
    if (diagram !== undefined) return draw({ text: written, diagram, location }, from);
    const src = isWiki ? await findByName(written, { folder, from }, context) : written;
    const asset = await assets.find(src, from, location);
    if (asset === undefined) return { src };
    const { path: found, width, height } = asset;
    return { src, asset: { path: found, width, height } };
  };
}
