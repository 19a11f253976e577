/** Detects runs for a pull request or a merge request, by the variables of CI systems. A library for this reads the environment round the host. */

type ReadVariable = (name: string) => string | undefined;

/** Events of GitHub that bring no files of a pull request. Others may. */
const TRUSTED_EVENTS: ReadonlySet<string> = new Set(['push', 'schedule', 'workflow_dispatch', 'release']);

/** Variables that only such runs have. Some systems set them to `false` in others. */
const VARIABLES: readonly string[] = [
  // GitLab
  'CI_MERGE_REQUEST_IID',
  'CI_EXTERNAL_PULL_REQUEST_IID',
  // Azure Pipelines
  'SYSTEM_PULLREQUEST_PULLREQUESTID',
  // Bitbucket
  'BITBUCKET_PR_ID',
  // Jenkins, for pull requests of several hosts
  'CHANGE_ID',
  // CircleCI
  'CIRCLE_PULL_REQUEST',
  'CIRCLE_PR_NUMBER',
  'BUILDKITE_PULL_REQUEST',
  'TRAVIS_PULL_REQUEST',
  // Drone, Woodpecker
  'DRONE_PULL_REQUEST',
  'CI_COMMIT_PULL_REQUEST',
  'APPVEYOR_PULL_REQUEST_NUMBER',
  'CIRRUS_PR',
  'SEMAPHORE_GIT_PR_NUMBER',
];

/** Returns whether the run is for a pull request or a merge request. */
export function isPullRequest(variable: ReadVariable): boolean {
  // Gitea and Forgejo set the variables of GitHub, too.
  const event = variable('GITHUB_ACTIONS') === 'true' ? variable('GITHUB_EVENT_NAME') : undefined;
  if (event !== undefined && event !== '' && !TRUSTED_EVENTS.has(event)) return true;
  return VARIABLES.some((name) => !['', 'false'].includes(variable(name) ?? ''));
}
