import { Anchor } from '@mantine/core'
import { SafeMarkdown } from '#components/ui/markdown.tsx'
import { Empty } from '#components/ui/notice.tsx'
import rows from '#components/ui/rows.module.css'
import type { Profile } from '#lib/delegates/profile.ts'
import styles from './profile-facts.module.css'

/** What a delegate says of itself; `empty` where it says nothing. */
export function ProfileFacts({ profile, empty }: { profile: Profile; empty: string }) {
  const { logo, about, links, location, contact } = profile
  if (logo === null && about === null && links.length === 0 && location === null && contact === null)
    return <Empty>{empty}</Empty>
  return (
    <div className={styles.profile}>
      {/* biome-ignore lint/performance/noImgElement: a data address, which nothing needs to optimise */}
      {logo !== null && <img className={styles.logo} src={logo} alt="Logo" />}
      <div className={rows.what}>
        {about !== null && <SafeMarkdown text={about} />}
        {location !== null && <p>Location: {location}</p>}
        {contact !== null && <p>Contact for alerts: {contact}</p>}
        {links.length > 0 && (
          <ul aria-label="Links" className={styles.links}>
            {links.map(({ label, url }) => (
              <li key={`${label} ${url}`}>
                <Anchor href={url} rel="nofollow noopener noreferrer ugc" target="_blank">
                  {label}
                </Anchor>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}
