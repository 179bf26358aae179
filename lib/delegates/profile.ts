import { z } from 'zod'

/** Parts of a profile that its delegate shows to everybody, or keeps to its members and staff. */
export const PARTS = ['logo', 'about', 'links', 'location', 'contact'] as const

const LOGO_MAX = 40_000
/** Held in the profile itself: a logo fetched from elsewhere would tell that place who looks. No SVG: it can hold scripts. */
const LOGO = /^data:image\/(png|jpeg|webp);base64,([A-Za-z0-9+/]+={0,2})$/

/** How a file of a kind begins, as base64 without the bits that the next byte shares. */
const BEGINS: Readonly<Record<string, string>> = { png: 'iVBORw0KGg', jpeg: '/9j/', webp: 'UklGR' }

export const Profile = z.strictObject({
  /** A PNG, JPEG or WebP as data address. */
  logo: z
    .string()
    .max(LOGO_MAX, 'is too large: 29 kB at most')
    .refine(isLogo, 'must be a PNG, JPEG or WebP picture as data address')
    .nullable(),
  /** Markdown; shown without any HTML of its own. */
  about: z.string().trim().min(1).max(5000).nullable(),
  links: z
    .array(
      z.strictObject({
        label: z.string().trim().min(1).max(60),
        url: z.string().max(500).refine(isWebLink, 'must be an http or https address without a password'),
      }),
    )
    .max(10),
  location: z.string().trim().min(1).max(120).nullable(),
  /** Where alerts for this delegate reach somebody. */
  contact: z.string().trim().min(1).max(300).nullable(),
  /** The parts that everybody sees. */
  public: z.array(z.enum(PARTS)).max(PARTS.length).refine(isSet, 'names a part twice'),
})
export type Profile = z.infer<typeof Profile>

export const NO_PROFILE: Profile = {
  logo: null,
  about: null,
  links: [],
  location: null,
  contact: null,
  public: [],
}

export const ProfileView = z.object({
  /** 0 = there is none yet. */
  version: z.int(),
  profile: Profile,
  /** Whether parts that are not public are among what is shown. */
  complete: z.boolean(),
  at: z.iso.datetime().nullable(),
})
export type ProfileView = z.infer<typeof ProfileView>

export const ProfileVersionView = ProfileView.extend({
  /** Name of who wrote it; null when the account is deleted. */
  by: z.string().nullable(),
})
export type ProfileVersionView = z.infer<typeof ProfileVersionView>

/** A new profile, and the version that it was made from: whoever wrote meanwhile is not overwritten. */
export const ProfileChange = z.strictObject({ version: z.int32().min(0), profile: Profile })
export type ProfileChange = z.infer<typeof ProfileChange>

/** What everybody sees of a profile. */
export function publicPartsOf(profile: Profile): Profile {
  const shown = Object.fromEntries(profile.public.map((part) => [part, profile[part]]))
  return { ...NO_PROFILE, ...shown, public: profile.public }
}

function isLogo(text: string): boolean {
  const [, kind = '', base64 = ''] = LOGO.exec(text) ?? []
  const begins = BEGINS[kind]
  return begins !== undefined && base64.startsWith(begins)
}

/** A link on a page of ours must not run a script, whatever its scheme's letters look like. */
function isWebLink(text: string): boolean {
  const url = URL.parse(text)
  return (
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    url.username === '' &&
    url.password === '' &&
    !/\s/.test(text)
  )
}

function isSet(parts: readonly string[]): boolean {
  return new Set(parts).size === parts.length
}
