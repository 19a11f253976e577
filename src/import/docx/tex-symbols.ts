/** Lists the characters of formulas that have a name in TeX, where the character alone would be set in another way. */

const NAMES: Readonly<Record<string, string>> = {
  ...{
    '∑': '\\sum',
    '∏': '\\prod',
    '∐': '\\coprod',
    '∫': '\\int',
    '∬': '\\iint',
    '∭': '\\iiint',
    '∮': '\\oint',
  },
  ...{ '⋃': '\\bigcup', '⋂': '\\bigcap', '⋁': '\\bigvee', '⋀': '\\bigwedge' },
  ...{ '{': '\\{', '}': '\\}', '⟨': '\\langle', '⟩': '\\rangle', '‖': '\\|' },
  ...{ '⌊': '\\lfloor', '⌋': '\\rfloor', '⌈': '\\lceil', '⌉': '\\rceil' },
  ...{ '⋯': '\\cdots', '…': '\\ldots', '⋮': '\\vdots', '⋱': '\\ddots' },
  ...{ '×': '\\times', '÷': '\\div', '±': '\\pm', '∓': '\\mp', '⋅': '\\cdot', '∙': '\\cdot' },
  ...{ '≤': '\\le', '≥': '\\ge', '≠': '\\ne', '≈': '\\approx', '≡': '\\equiv', '∞': '\\infty' },
  ...{ '→': '\\to', '⇒': '\\Rightarrow', '∂': '\\partial', '∇': '\\nabla', '∈': '\\in', '∉': '\\notin' },
  ...{ '\u00A0': '\\ ', '\u2061': '', '\u2062': '', '\u200B': '' },
};

/** Names by character. */
export const SYMBOLS: ReadonlyMap<string, string> = new Map(Object.entries(NAMES));
