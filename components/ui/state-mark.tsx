import { Glyph, type Shape } from './glyph.tsx'
import styles from './state-mark.module.css'

export type Tone = 'good' | 'warn' | 'bad' | 'quiet' | 'late'

/** A state: always shape, colour and word together. */
export function StateMark({
  shape,
  tone,
  word,
  title,
}: {
  shape: Shape
  tone: Tone
  word: string
  title?: string
}) {
  return (
    <span className={styles.mark} data-tone={tone} title={title}>
      <Glyph shape={shape} size={12} />
      {word}
    </span>
  )
}
