import { readFileSync } from 'node:fs'
import { z } from 'zod'

const Names = z.record(z.string(), z.string()).default({})
const Lockfile = z.object({ packages: z.record(z.string(), z.object({ optionalDependencies: Names })) })
type Packages = z.infer<typeof Lockfile>['packages']

/**
 * npm leaves a platform's package out of the lockfile when the registry did not have it at that moment, and `npm ci`
 * then fails on that platform for ever.
 */
function holesIn(packages: Packages): string[] {
  return Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !placesOf(path).some((place) => `${place}node_modules/${name}` in packages))
      .map((name) => `${path === '' ? 'package.json' : path} wants ${name}`),
  )
}

/** Where a package in `path` looks for another: below itself, then below each package it lies in. */
function placesOf(path: string): string[] {
  if (path === '') return ['']
  const above = path.includes('/node_modules/') ? path.slice(0, path.lastIndexOf('/node_modules/')) : ''
  return [`${path}/`, ...placesOf(above)]
}

const holes = holesIn(Lockfile.parse(JSON.parse(readFileSync('package-lock.json', 'utf8'))).packages)
for (const hole of holes) process.stderr.write(`package-lock.json has a hole: ${hole}\n`)
process.exitCode = holes.length > 0 ? 1 : 0
