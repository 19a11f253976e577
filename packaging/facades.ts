/**
 * Removes files that only re-export another file. The bundler writes one for each dynamic import of a module that shares a
 * file with others. Loading one takes a millisecond of a build without changes.
 */
import type { OutputChunk, Plugin } from 'rolldown';

/** The whole text of such a file. */
const RE_EXPORT = /^export \{ ([^}]+) \} from "\.\/([^"]+)";\s*$/;
const IMPORT = /\bimport\("(\.[^"]*\/)([^"/]+)"\)/g;

export const facades: Plugin = {
  name: 'facades',
  generateBundle(_options, bundle) {
    const chunks = Object.values(bundle).filter((file): file is OutputChunk => file.type === 'chunk');
    const found = new Map<string, RegExpExecArray>();
    for (const chunk of chunks) {
      const facade = RE_EXPORT.exec(chunk.code);
      const isNamed = chunk.isEntry || chunks.some(({ imports }) => imports.includes(chunk.fileName));
      if (facade !== null && !isNamed) found.set(chunk.fileName, facade);
    }
    for (const chunk of chunks) chunk.code = skipFacades(chunk, found);
    for (const fileName of found.keys()) delete bundle[fileName];
  },
};

function skipFacades({ code }: OutputChunk, found: ReadonlyMap<string, RegExpExecArray>): string {
  return code.replace(IMPORT, (whole, folder: string, name: string) => {
    const [, names, file] = found.get(`chunks/${name}`) ?? [];
    if (names === undefined || file === undefined) return whole;
    const passed = names.split(', ').map((name) => name.split(' as '));
    const members = passed.map(([inside, outside = inside]) => `${outside}: m.${inside}`);
    return `import("${folder}${file}").then((m) => ({ ${members.join(', ')} }))`;
  });
}
