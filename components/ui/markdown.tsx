import { Anchor } from '@mantine/core'
import Markdown from 'react-markdown'

const PLAIN = ['p', 'br', 'strong', 'em', 'del', 'code', 'pre', 'ul', 'ol', 'li', 'blockquote', 'hr', 'a']

/** Only ours to follow: nothing that runs, no other scheme. */
function webAddress(url: string): string {
  return /^https?:\/\//i.test(url) ? url : ''
}

/** Text that somebody wrote in Markdown. HTML in it is left out, headings are bold lines, images are not loaded. */
export function SafeMarkdown({ text }: { text: string }) {
  return (
    <Markdown
      skipHtml
      unwrapDisallowed
      allowedElements={PLAIN}
      urlTransform={webAddress}
      components={{
        a: ({ href, children }) =>
          href === undefined || href === '' ? (
            <span>{children}</span>
          ) : (
            <Anchor href={href} rel="nofollow noopener noreferrer ugc" target="_blank">
              {children}
            </Anchor>
          ),
      }}
    >
      {text}
    </Markdown>
  )
}
