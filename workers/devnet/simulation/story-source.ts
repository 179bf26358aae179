import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Story } from './story.ts'
import { StoryError, shippedStories, storyFrom } from './story-file.ts'

/** A story with the name that its mistakes are told under. */
export type SourcedStory = { readonly story: Story; readonly file: string; readonly text: string | null }

/**
 * The story of a name that ships, or in a file; `text` is the file's.
 * @throws {StoryError} `unknown_story`, `bad_story`.
 */
export function storyNamed(nameOrFile: string): SourcedStory {
  const shipped = shippedStories()
  const story = shipped.find(({ name }) => name === nameOrFile)
  if (story !== undefined) return { story, file: `${story.name}.yaml`, text: null }
  if (!existsSync(nameOrFile)) {
    const names = shipped.map(({ name }) => name).join(', ')
    throw new StoryError(
      'unknown_story',
      `no story and no file is called ${nameOrFile}; the stories are ${names}`,
    )
  }
  const text = readFileSync(nameOrFile, 'utf8')
  return { story: storyFrom(text, path.basename(nameOrFile)), file: path.basename(nameOrFile), text }
}
