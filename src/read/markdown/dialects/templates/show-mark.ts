/** Shows what a template's mark would put on the page: pictures, films as links, titles of tabs, keys. */
import type { Image, Link, PhrasingContent, Text } from 'mdast';
import type { ReadMark } from './read-mark.ts';

type Place = Pick<Text, 'position'>;

/** What is shown in the place of a mark. */
export interface ShownMark {
  readonly nodes: readonly PhrasingContent[];
  /** Whether nothing of it is left out. */
  readonly isWhole: boolean;
}

const PICTURE = /\.(?:png|jpe?g|gif|webp|svg|avif)$/i;

/** Names without content of their own, whose content is between the marks. */
const PLAIN =
  /^(?:tabs|tabpane|tabset|columns?|row|steps?|cards?|center|p|div|span|section|details|expand|raw|unsafe|markdown|md)$/;

/** Returns nothing for what cannot be shown. */
export function showMark(mark: ReadMark, place: Place): ShownMark {
  if (mark.isEnd) return { nodes: [], isWhole: true };
  const picture = findPicture(mark);
  if (picture !== undefined) return { nodes: [buildPicture(mark, picture, place)], isWhole: true };
  const address = findAddress(mark);
  if (address !== undefined) return { nodes: [buildLink(address, mark, place)], isWhole: false };
  const { name, list, named } = mark;
  if (name === 'br') return { nodes: [{ type: 'break' }], isWhole: true };
  const words = findWords(mark);
  if (name === 'kbd') return { nodes: buildElement('kbd', list.join('+') || words, place), isWhole: true };
  if (name === 'tab')
    return { nodes: buildElement('strong', list[0] ?? named.get('name') ?? words, place), isWhole: true };
  return {
    nodes: words === undefined ? [] : [{ type: 'text', value: words, ...place }],
    isWhole: PLAIN.test(name),
  };
}

/** Names of marks that show a word of the sentence around them. */
const OF_WORDS = /term|gloss|abbr|tooltip|badge|label|word/;

/** Words in the arguments that readers would see. */
const findWords = ({ name, list, named }: ReadMark): string | undefined =>
  ['content', 'text', 'message', 'caption', 'label'].map((key) => named.get(key)).find(Boolean) ??
  (OF_WORDS.test(name) ? list[0] : undefined);

const buildElement = (hName: string, words: string | undefined, place: Place): readonly PhrasingContent[] =>
  words === undefined
    ? []
    : [{ type: 'emphasis', data: { hName }, children: [{ type: 'text', value: words, ...place }], ...place }];

function findPicture({ name, list, named }: ReadMark): string | undefined {
  const source = ['src', 'image', 'image_path', 'url', 'file', 'path', 'link']
    .map((key) => named.get(key))
    .find(Boolean);
  const isNamed = /fig|img|image|picture/.test(name) || name === 'include';
  return isNamed
    ? [source, ...list].find((address) => address !== undefined && PICTURE.test(address))
    : undefined;
}

function buildPicture({ named }: ReadMark, url: string, place: Place): Image {
  const caption = (named.get('caption') || named.get('title')) ?? '';
  const size = (key: string) => {
    const length = named.get(key);
    return length !== undefined && /^\d+(?:px|%|cm|mm|in)?$/.test(length) ? { [key]: length } : {};
  };
  const hProperties = { ...size('width'), ...size('height') };
  return {
    ...{ type: 'image', url: url.replaceAll(' ', '%20'), alt: named.get('alt') || caption },
    ...(caption !== '' && { title: caption }),
    ...(Object.keys(hProperties).length > 0 && { data: { hProperties } }),
    ...place,
  };
}

/** Returns the address of a film or a page that another site shows. */
function findAddress({ name, list, named }: ReadMark): string | undefined {
  const id = named.get('id') ?? list[0] ?? '';
  if (name === 'youtube' && /^[\w-]{6,20}$/.test(id)) return `https://www.youtube.com/watch?v=${id}`;
  if (name === 'vimeo' && /^\d{5,12}$/.test(id)) return `https://vimeo.com/${id}`;
  const isEmbedded = /^(?:video|embed|iframe|audio|button|card|link|asciinema)$/.test(name);
  const address = ['url', 'src', 'href', 'link'].map((key) => named.get(key)).find(Boolean) ?? id;
  return isEmbedded && /^https?:\/\/\S+$/i.test(address) ? address : undefined;
}

const buildLink = (url: string, { named }: ReadMark, place: Place): Link => ({
  type: 'link',
  url,
  children: [{ type: 'text', value: named.get('title') ?? named.get('text') ?? url, ...place }],
  ...place,
});
