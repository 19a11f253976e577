/**
 * Modules of Node's own, asked for what is used of them. An `import` of one reads all that it has, and by that loads what comes
 * with the rest: of `node:util` threads, of `node:fs` and `node:crypto` streams. That is a tenth of a build in which nothing has
 * changed.
 */
import type { Plugin } from 'rolldown';

/** As the bundler writes it; `import name from` asks for the whole. */
const IMPORT = /^import \{ ([^}]+) \} from "(node:(?:crypto|fs|fs\/promises|os|util))";$/gm;
/** Nothing but functions: loaded by the first of them that is called. */
const FUNCTIONS = 'node:fs/promises';

export const builtins: Plugin = {
  name: 'builtins',
  renderChunk: (code) =>
    code.replace(IMPORT, (_all, names: string, module: string) => {
      const whole = `process.getBuiltinModule("${module}")`;
      // An older Node cannot be asked, and is to live until it has been told that it is too old.
      const known = `process.getBuiltinModule?.("${module}") ?? {}`;
      if (module !== FUNCTIONS) return `const { ${names.replaceAll(' as ', ': ')} } = ${known};`;
      return names
        .split(', ')
        .map((name) => name.split(' as '))
        .map(([name, local = name]) => `const ${local} = (...given) => ${whole}.${name}(...given);`)
        .join('\n');
    }),
};
