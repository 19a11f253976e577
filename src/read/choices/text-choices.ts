/** What the settings of a publication decide about its texts. */
import type { EditionIndex } from '../../core/editions.ts';
import type { Edition } from '../../core/model/edition.ts';
import type { EditionCondition } from '../../core/model/edition-conditions.ts';
import type { PublicationSettings } from '../references/reference-files.ts';

/** What variables and conditions are answered from. */
export interface OwnChoices {
  /** The folder of the publication, relative to the root. */
  readonly folder: string;
  readonly data: PublicationSettings['data'];
  readonly location: PublicationSettings['location'];
  /** All editions that can be named. */
  readonly editions: EditionIndex;
  /** The edition whose content is read. */
  readonly edition: Edition;
  /** Receives each condition that asks for the edition, by its name. */
  readonly asked: Map<string, EditionCondition>;
}

/** How the texts of a publication are read. */
export interface TextChoices {
  /** Names of the features of other programs' Markdown that are not read. */
  readonly featuresOff: ReadonlySet<string>;
  /** Absent while the settings are not known. */
  readonly own?: OwnChoices;
}

const MARK = /\{\{[<%]?-?\s*["'\w$]|(?:^|[{ \t])(?:when|unless)-[a-z]/m;

/** Returns whether a text may have variables or conditions. */
export const mayHaveChoices = (text: string): boolean => MARK.test(text);
