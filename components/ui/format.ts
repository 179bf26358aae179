const GROUPED = new Intl.NumberFormat('en-US')
const RAU_PER_IOTX = 10n ** 18n

/** 53551204 → "53,551,204". */
export function grouped(value: number | bigint): string {
  return GROUPED.format(value)
}

/** "1 block", "2 blocks". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`
}

/** Rau as IOTX with two decimals, rounded down: no sum may look larger than it is. */
export function iotx(rau: string): string {
  const value = BigInt(rau)
  const cents = ((value % RAU_PER_IOTX) * 100n) / RAU_PER_IOTX
  return `${grouped(value / RAU_PER_IOTX)}.${cents.toString().padStart(2, '0')}`
}

/** Votes in millions of IOTX with two decimals, rounded down. */
export function millionsOfVotes(rau: string): string {
  const hundredths = BigInt(rau) / (RAU_PER_IOTX * 10_000n)
  return `${grouped(hundredths / 100n)}.${(hundredths % 100n).toString().padStart(2, '0')}`
}

/** "io1abcdef…wxyz": enough at both ends to tell addresses apart. */
export function shortened(text: string, head = 8, tail = 4): string {
  return text.length <= head + tail + 1 ? text : `${text.slice(0, head)}…${text.slice(-tail)}`
}

const UNITS = [
  { word: 'd', ms: 86_400_000 },
  { word: 'h', ms: 3_600_000 },
  { word: 'min', ms: 60_000 },
  { word: 's', ms: 1000 },
] as const

/** "3 s", "12 min 4 s", "2 h 5 min": the two largest units, rounded down; below zero is zero. */
export function duration(ms: number): string {
  let rest = Math.max(0, Math.floor(ms / 1000) * 1000)
  const parts: string[] = []
  for (const { word, ms: size } of UNITS) {
    const count = Math.floor(rest / size)
    if (count > 0) parts.push(`${count} ${word}`)
    else if (parts.length > 0) break
    if (parts.length === 2) break
    rest -= count * size
  }
  return parts.length === 0 ? '0 s' : parts.join(' ')
}

/** "12 s ago"; an instant still to come is "in 12 s". */
export function age(atMs: number, nowMs: number): string {
  return atMs > nowMs + 999 ? `in ${duration(atMs - nowMs)}` : `${duration(nowMs - atMs)} ago`
}

/** "2026-11-20 18:03:04 UTC". */
export function utc(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

function zonedFormat(timeZone: string | undefined): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone })
}

let format = zonedFormat(undefined)

/** From now on instants are told in this zone; null = in that of whoever runs this. Throws where there is none such. */
export function showZone(timeZone: string | null): void {
  format = zonedFormat(timeZone ?? undefined)
}

/** The instant in the zone chosen in the account, else in that of whoever runs this: in a browser the viewer's. */
export function zoned(atMs: number): string {
  return `${format.format(atMs)} ${zoneName()}`
}

/** "Europe/Berlin". */
export function zoneName(): string {
  return format.resolvedOptions().timeZone
}
