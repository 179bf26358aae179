import {
  DeleteMe,
  DoneView,
  MailRequest,
  MePatch,
  MeView,
  NonceRequest,
  NonceView,
  RolesPatch,
  SecretBody,
  SentView,
  SessionView,
  UserView,
} from '#lib/auth/schema.ts'
import type { ApiRoute } from '../api-route.ts'

/** Signing in, one's own account, and users. */
export const ACCOUNT_ROUTES: readonly ApiRoute[] = [
  {
    path: '/sign-in/nonce',
    methods: {
      POST: {
        summary: 'A nonce for one sign-in by wallet, with the message of EIP-4361 to sign',
        permission: 'sign_in',
        rate: 'sign_in_ask',
        body: NonceRequest,
        answer: NonceView,
        codes: ['bad_message', 'wrong_chain', 'origin_not_set'],
      },
    },
  },
  {
    path: '/sign-in/mail',
    methods: {
      POST: {
        summary: 'Mails a link that signs its reader in',
        permission: 'sign_in',
        rate: 'sign_in_ask',
        body: MailRequest,
        answer: SentView,
        codes: ['mail_not_configured', 'mail_not_sent', 'origin_not_set'],
      },
    },
  },
  {
    path: '/first-admin',
    methods: {
      POST: {
        summary: 'Makes whoever has the link from the console the first admin',
        permission: 'become_first_admin',
        rate: 'sign_in',
        body: SecretBody,
        answer: DoneView,
        codes: ['secret_unknown', 'secret_used', 'secret_expired', 'secret_revoked', 'admin_exists'],
      },
    },
  },
  {
    path: '/me',
    methods: {
      GET: {
        summary: 'Who asks, and how one can sign in here',
        permission: 'read_self',
        answer: MeView,
        codes: [],
      },
      PATCH: {
        summary: 'Changes what the body names: name, time zone, theme, contacts',
        permission: 'change_own_account',
        body: MePatch,
        answer: MeView,
        codes: [],
      },
      DELETE: {
        summary: 'Deletes the account of whoever asks',
        permission: 'change_own_account',
        body: DeleteMe,
        answer: DoneView,
        codes: ['last_admin', 'last_manager'],
      },
    },
  },
  {
    path: '/sessions',
    methods: {
      GET: {
        summary: "One's own sessions, newest first",
        permission: 'read_own_account',
        answer: SessionView,
        list: true,
        codes: [],
      },
      DELETE: {
        summary: "Ends all of one's own sessions at once, this one too",
        permission: 'change_own_account',
        answer: DoneView,
        codes: [],
      },
    },
  },
  {
    path: '/sessions/{session}',
    methods: {
      DELETE: {
        summary: "Ends one of one's own sessions",
        permission: 'change_own_account',
        answer: DoneView,
        codes: ['session_not_found'],
      },
    },
  },
  {
    path: '/users',
    methods: {
      GET: { summary: 'All users', permission: 'read_users', answer: UserView, list: true, codes: [] },
    },
  },
  {
    path: '/users/{user}',
    methods: {
      PATCH: {
        summary: 'Gives a user these roles and no others',
        permission: 'change_roles',
        body: RolesPatch,
        answer: UserView,
        codes: ['user_not_found', 'last_admin'],
      },
    },
  },
]
