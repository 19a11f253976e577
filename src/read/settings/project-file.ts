/** The file with the settings of a whole project, in its root. */
export const PROJECT_FILE = 'handpress.yaml';
