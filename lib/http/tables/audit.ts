import { AuditCheckView, AuditEntryView, AuditHeadView, PublishedHeadView } from '#lib/audit/schema.ts'
import type { ApiRoute } from '../api-route.ts'

const QUERY = {
  network: 'With `delegate`: what touched that delegate of this network',
  delegate: 'Id, owner, operator or name',
  actor: 'What this user, token, worker or account did; another one than oneself is for staff',
}
const CODES = ['network_not_found', 'delegate_not_found', 'bad_address'] as const

/** The audit log and its hash chain. */
export const AUDIT_ROUTES: readonly ApiRoute[] = [
  {
    path: '/audit',
    methods: {
      GET: {
        summary:
          'Entries, newest first: all for staff; what touched their delegates, and their own, for others',
        permission: 'read_audit',
        query: QUERY,
        answer: AuditEntryView,
        list: true,
        codes: CODES,
      },
    },
  },
  {
    path: '/audit/export',
    methods: {
      GET: {
        summary:
          'The same entries, oldest first, as JSON lines. For staff `hash` is the SHA-256 of the rest of the line ' +
          'with its keys sorted and without spaces (RFC 8785)',
        permission: 'read_audit',
        query: QUERY,
        answer: null,
        type: 'application/jsonl',
        codes: CODES,
      },
    },
  },
  {
    path: '/audit/head',
    methods: {
      GET: {
        summary: 'Number and hash of the newest entry',
        permission: 'read_public',
        answer: AuditHeadView,
        codes: [],
      },
    },
  },
  {
    path: '/audit/check',
    methods: {
      GET: {
        summary:
          'Whether the whole log is what was written, and holds all heads published; at most a minute old',
        permission: 'read_audit',
        answer: AuditCheckView,
        codes: [],
      },
    },
  },
  {
    path: '/networks/{network}/audit-heads',
    methods: {
      GET: {
        summary: 'Where the audit log stood at the end of epochs, newest first',
        permission: 'read_public',
        answer: PublishedHeadView,
        list: true,
        codes: [],
      },
    },
  },
  {
    path: '/networks/{network}/audit-heads.atom',
    methods: {
      GET: {
        summary: 'The newest of them as an Atom feed',
        permission: 'read_public',
        answer: null,
        type: 'application/atom+xml',
        codes: [],
      },
    },
  },
]
