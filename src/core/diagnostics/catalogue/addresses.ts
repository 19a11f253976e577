/** Diagnostics about the addresses of web pages. */
import { contentWarning } from './rule.ts';

export const addressDiagnostics = {
  'address-gone': contentWarning<{ address: string; places: number; near?: string }>(
    ({ address, places, near }) => ({
      message: `The site no longer has the address \`${address}\`${formatPlaces(places)}, so links to it lead nowhere.`,
      hint: `${near === undefined ? '' : `It may be \`${near}\` now. `}${adviseKeeping(address)}`,
    }),
  ),
  'addresses-broken': contentWarning(() => ({
    message: 'The list of addresses cannot be read, so no address is compared.',
    hint: 'Copy `addresses.json` from the folder `web` that was made last.',
  })),
};

/** Advises on the line that brings an address back. */
function adviseKeeping(address: string): string {
  const [page = '', fragment] = address.split('#', 2);
  if (fragment === undefined)
    return `To keep it, write \`id: ${page.replace(/\.html$/, '')}\` in the front matter of the chapter. Otherwise, redirect it on your server, and take it out of this list.`;
  const [, name = fragment] = fragment.split(/--(.*)/s, 2);
  return `To keep it, write \`{#${name}}\` after the heading. Otherwise, take it out of this list.`;
}

const formatPlaces = (places: number): string =>
  places === 0 ? '' : ` and ${places === 1 ? 'the place' : `the ${places} places`} in it`;
