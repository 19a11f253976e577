/** Names the settings file in the root of a project. */
export const PROJECT_FILE = 'handpress.yaml';
