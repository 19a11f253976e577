/** Completes a file whose content is tagged: writes the tags, nests the bookmarks, sets labels, metadata and claims. */
import type { Reference } from '../../lib/pdf/objects.ts';
import { type PageLabels, setPageLabels } from '../../lib/pdf/page-labels.ts';
import { collectPages } from '../../lib/pdf/page-tree.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { listElements, type StructureElement, writeStructure } from '../../lib/pdf/structure-tree.ts';
import { writePdf } from '../../lib/pdf/writer.ts';
import { shortenDestinationNames } from './catalog/destination-names.ts';
import { renumberIds } from './catalog/ids.ts';
import { type FileMetadata, setMetadata } from './catalog/metadata.ts';
import { nestOutline, type OutlinePlaces } from './catalog/nest-outline.ts';
import { setOutputIntent } from './catalog/output-intent.ts';
import { writeRoleMap } from './roles.ts';

/** What a file says of itself. */
export interface CompletionRequest {
  readonly metadata: FileMetadata;
  /** Absent: a PDF reader numbers the pages from 1. */
  readonly pageLabels?: readonly PageLabels[];
  /** Absent: no section is below another in the contents. */
  readonly outline?: OutlinePlaces;
}

/** A file whose content is tagged. */
export interface UncompletedFile {
  readonly file: PdfFile;
  readonly top: StructureElement;
  /** Pages and forms that can have marked content or tagged annotations. */
  readonly owners: readonly Reference[];
  /** Whether its glyphs are such that it can claim PDF/UA-1 and PDF/A-2a. */
  readonly conforms: boolean;
}

/** Completes a file, and changes its objects. @returns its bytes; equal objects and an equal request give equal bytes */
export async function completeFile(
  { file, top, owners, conforms }: UncompletedFile,
  request: CompletionRequest,
): Promise<Uint8Array> {
  const elements = listElements(top);
  renumberIds(file, elements);
  writeRoleMap(file, new Set(elements.map(({ tag }) => tag)));
  writeStructure(file, top, owners);
  if (request.outline) nestOutline(file, request.outline, collectPages(file));
  // After everything that finds pages by ids.
  shortenDestinationNames(file);
  completeCatalog(file, request, conforms);
  return writePdf(file);
}

/** Sets metadata, claims and labels. */
export function completeCatalog(
  file: PdfFile,
  { metadata, pageLabels = [] }: CompletionRequest,
  conforms: boolean,
): void {
  setMetadata(file, metadata, conforms);
  setOutputIntent(file);
  setPageLabels(file, pageLabels);
}
