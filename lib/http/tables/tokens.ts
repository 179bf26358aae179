import { MadeTokenView, NewToken, TokenView } from '#lib/auth/tokens.ts'
import type { ApiRoute } from '../api-route.ts'

/** Tokens of delegates: made on the delegate, rotated and revoked by their own id. */
export const TOKEN_ROUTES: readonly ApiRoute[] = [
  {
    path: '/networks/{network}/delegates/{delegate}/tokens',
    methods: {
      GET: {
        summary: "The delegate's tokens, the newest first, also those that work no more",
        permission: 'read_tokens',
        answer: TokenView,
        list: true,
        codes: ['bad_address', 'delegate_not_found'],
      },
      POST: {
        summary: 'Makes a token of the delegate; the token itself is in this answer only',
        permission: 'change_tokens',
        rate: 'tokens',
        body: NewToken,
        answer: MadeTokenView,
        codes: ['bad_address', 'delegate_not_found', 'node_not_found', 'too_many_tokens'],
      },
    },
  },
  {
    path: '/tokens',
    methods: {
      GET: {
        summary: 'The tokens that you made, the newest first',
        permission: 'read_own_account',
        answer: TokenView,
        list: true,
        codes: [],
      },
    },
  },
  {
    path: '/tokens/{token}',
    methods: {
      DELETE: {
        summary: 'Revokes a token that you made, or one of your delegate; it works no more from then on',
        permission: 'change_own_account',
        answer: null,
        codes: ['token_not_found', 'token_over'],
      },
    },
  },
  {
    path: '/tokens/{token}/rotate',
    methods: {
      POST: {
        summary: 'Makes a token in place of one of your delegate, which works for 24 h more',
        permission: 'change_own_account',
        rate: 'tokens',
        answer: MadeTokenView,
        codes: ['token_not_found', 'token_over'],
      },
    },
  },
]
