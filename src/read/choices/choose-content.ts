/** Decides from what the variables and conditions of a publication are answered. */
import type { EditionIndex } from '../../core/editions.ts';
import type { Context } from '../../core/model/context.ts';
import type { PublicationSettings } from '../references/reference-files.ts';
import type { OwnChoices } from './text-choices.ts';

/** The editions that can be named, and the names of those that a publication has if it lists none. */
interface Editions {
  readonly editions: EditionIndex;
  readonly byDefault: readonly string[];
}

/**
 * Returns the choices for one edition: that of the context, else the first one that is made, else the first one.
 * @returns `undefined` if there is none
 */
export function chooseContent(
  { folder }: { readonly folder: string },
  { data, location }: PublicationSettings,
  { editions, byDefault }: Editions,
  { shownIn, made }: Pick<Context, 'shownIn' | 'made'>,
): OwnChoices | undefined {
  const names = data.editions ?? byDefault;
  const own = names.flatMap((name) => editions.find(name));
  // One that lists no editions can be made in any.
  const [asked] = [
    ...own.filter(({ id }) => made?.has(id)),
    ...(data.editions ? [] : (made?.values() ?? [])),
  ];
  const edition = shownIn ?? asked ?? own[0];
  return edition && { folder, data, location, editions, edition, asked: new Map() };
}
