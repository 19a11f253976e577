/** Checks Node, the fonts that come with Handpress, and git. */
import { DiagnosticError } from '../../core/diagnostics/diagnostic-error.ts';
import { BUILT_IN_FAMILIES, type FontFamily, SIGN_FAMILIES } from '../../runtime/fonts/families.ts';
import { findFontPackage } from '../../runtime/fonts/packages.ts';
import { SCRIPT_FONTS } from '../../runtime/fonts/scripts.ts';
import { Git } from '../../runtime/git/git.ts';
import { guardHost } from '../../runtime/guard/guard-host.ts';
import { PACKAGE_FOLDER } from '../../runtime/install-path.ts';
import { nodeHost } from '../../runtime/node-host.ts';
import { ALL_FILES, type DoctorPlaces, type Finding } from './finding.ts';

/** Node is new enough, because the command has started. */
export const checkNode = async (): Promise<Finding> => ({
  name: 'node',
  state: 'ok',
  found: `Node ${process.versions.node} on ${process.platform}-${process.arch}`,
  neededFor: ALL_FILES,
});

/** Returns whether all fonts of Handpress are installed, and names the scripts whose fonts are. */
export async function checkFonts({ root, out }: DoctorPlaces): Promise<Finding> {
  const part = { name: 'fonts', neededFor: ALL_FILES } as const;
  const host = guardHost(nodeHost, { root, out, builtIn: PACKAGE_FOLDER });
  const isInstalled = async ({ slug }: FontFamily): Promise<boolean> =>
    (await findFontPackage(slug, { root, host })) !== undefined;
  const families = [...new Set([...BUILT_IN_FAMILIES.values(), ...SIGN_FAMILIES])];
  const missing = [];
  for (const family of families) if (!(await isInstalled(family))) missing.push(family);
  if (missing.length > 0) {
    const repair = `npm install ${missing.map(({ slug }) => `@fontsource/${slug}`).join(' ')}`;
    return {
      ...part,
      state: 'missing',
      found: `missing: ${missing.map(({ name }) => name).join(', ')}`,
      repair,
    };
  }
  const scripts = [];
  for (const { family, name } of SCRIPT_FONTS) if (await isInstalled(family)) scripts.push(name);
  const others =
    scripts.length === 0 ? 'those of other scripts are' : `for ${scripts.join(', ')}, too; others are`;
  const found = `${families.length} families for Latin, Greek, Cyrillic, signs and formulas; ${others} installed when \`check\` asks for them`;
  return { ...part, state: 'ok', found };
}

/** Returns whether git answers. Without it, files are made, too, without the date of their last change. */
export async function checkGit({ root, signal }: DoctorPlaces): Promise<Finding> {
  const part = { name: 'git', neededFor: [] } as const;
  try {
    const version = (await new Git(root, signal).read('--version')).trim();
    return { ...part, state: 'ok', found: version };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return {
      ...part,
      state: 'note',
      found: 'git was not found: e-books have no date of their last change, and `--changed-since` fails',
      repair: 'Install git (https://git-scm.com/)',
    };
  }
}
