/**
 * Translates the Markdown of other programs into CommonMark, GFM and our own boxes, without Handpress's code: with patterns where
 * Handpress has parsers, so that a fault of one is no fault of the other. It knows the forms that the test books use.
 */
import { translateAdmonitions, translateAlerts, translateColons, translateTags } from './containers.ts';
import {
  explainAbbreviations,
  removeUnseen,
  translateCode,
  translateDollars,
  translateFields,
  translateInLine,
  translateReferences,
  translateWiki,
} from './in-line.ts';
import { include, type ReadIncluded } from './includes.ts';
import { translateLatex } from './latex.ts';
import { translateListings } from './listings.ts';
import { translateDefinitions, translateFancyLists, translateLines } from './lists.ts';
import { Shelf } from './protect.ts';
import { translateCaptions, translateData, translateGrids, translateRuled } from './tables.ts';
import { translateComponents, translateTemplates } from './templates.ts';

export interface Chapter {
  /** Without front matter. */
  readonly body: string;
  readonly values: ReadonlyMap<string, string>;
  readonly isMdx: boolean;
  readonly read: ReadIncluded;
}

export function translateDialects({ body, values, isMdx, read }: Chapter): string {
  const shelf = new Shelf();
  const withCode = translateCode(translateListings(translateData(include(body, read)), shelf, blocks), shelf);
  const withTemplates = translateTemplates(withCode, shelf, values);
  const withParts = isMdx ? translateComponents(withTemplates) : withTemplates;
  const withLatex = translateLatex(translateDollars(translateReferences(withParts), shelf), shelf);
  const seen = translateWiki(explainAbbreviations(removeUnseen(translateFields(withLatex))));
  return shelf.restore(translateInLine(blocks(seen)));
}

/** Blocks, from the largest to the smallest. */
function blocks(text: string): string {
  const boxes = translateColons(translateTags(translateAdmonitions(translateAlerts(text, blocks), blocks)));
  const tables = translateCaptions(translateRuled(translateGrids(boxes)));
  return translateLines(translateDefinitions(translateFancyLists(tables, blocks)));
}
