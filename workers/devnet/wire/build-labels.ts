import { createHash } from 'node:crypto'

/** What a build of the node says of itself, as GetServerMeta carries it. */
export type BuildLabels = {
  readonly packageVersion: string
  readonly packageCommitId: string
  readonly gitStatus: string
  readonly goVersion: string
  readonly buildTime: string
}

const NONE = 'NoBuildInfo'

/** A build without labels. */
export const UNLABELLED: BuildLabels = {
  packageVersion: NONE,
  packageCommitId: NONE,
  gitStatus: NONE,
  goVersion: NONE,
  buildTime: NONE,
}

/** The labels of a version; its commit and its day are drawn from its name, so equal versions say the same. */
export function buildLabels(version: string): BuildLabels {
  const drawn = createHash('sha1').update(`build ${version}`).digest()
  const day = String(1 + (drawn.readUInt8(0) % 28)).padStart(2, '0')
  return {
    packageVersion: version,
    packageCommitId: drawn.toString('hex'),
    gitStatus: 'clean',
    goVersion: 'go version go1.24.6 linux/amd64',
    buildTime: `2026-07-${day}-UTC/08:00:00`,
  }
}
