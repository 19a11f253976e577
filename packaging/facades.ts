/**
 * Files that only pass on what another file has: the bundler makes one wherever what is imported when needed stands in one file
 * with other modules. Each costs a build in which nothing has changed a millisecond, so the other file is imported at once.
 */
import type { OutputChunk, Plugin } from 'rolldown';

/** All there is of such a file. */
const PASSES_ON = /^export \{ ([^}]+) \} from "\.\/([^"]+)";\s*$/;
const IMPORT = /\bimport\("(\.[^"]*\/)([^"/]+)"\)/g;

export const facades: Plugin = {
  name: 'facades',
  generateBundle(_options, bundle) {
    const chunks = Object.values(bundle).filter((file): file is OutputChunk => file.type === 'chunk');
    const found = new Map<string, RegExpExecArray>();
    for (const chunk of chunks) {
      const facade = PASSES_ON.exec(chunk.code);
      const isNamed = chunk.isEntry || chunks.some(({ imports }) => imports.includes(chunk.fileName));
      if (facade !== null && !isNamed) found.set(chunk.fileName, facade);
    }
    for (const chunk of chunks) chunk.code = throughFacades(chunk, found);
    for (const fileName of found.keys()) delete bundle[fileName];
  },
};

function throughFacades({ code }: OutputChunk, found: ReadonlyMap<string, RegExpExecArray>): string {
  return code.replace(IMPORT, (whole, folder: string, name: string) => {
    const [, names, file] = found.get(`chunks/${name}`) ?? [];
    if (names === undefined || file === undefined) return whole;
    const passed = names.split(', ').map((name) => name.split(' as '));
    const members = passed.map(([inside, outside = inside]) => `${outside}: m.${inside}`);
    return `import("${folder}${file}").then((m) => ({ ${members.join(', ')} }))`;
  });
}
