import { MyView } from '#lib/delegates/my-schema.ts'
import {
  ChallengeAsked,
  ChallengeView,
  ClaimApproved,
  ClaimSigned,
  InviteAccepted,
  InviteIssued,
  InviteView,
  LevelGiven,
  MemberView,
} from '#lib/delegates/people-schema.ts'
import { ProfileChange, ProfileVersionView, ProfileView } from '#lib/delegates/profile.ts'
import type { ApiRoute } from '../api-route.ts'

const DELEGATE = '/networks/{network}/delegates/{delegate}'
const NAMED = ['bad_address', 'delegate_not_found'] as const
const USED = ['secret_unknown', 'secret_used', 'secret_expired', 'secret_revoked'] as const

/** A delegate's own space: who may act for it, and what it says of itself. */
export const DELEGATE_ROUTES: readonly ApiRoute[] = [
  {
    path: `${DELEGATE}/claims/challenge`,
    methods: {
      POST: {
        summary: 'A text to sign with the owner or operator key, to claim the delegate; good for ten minutes',
        permission: 'claim_delegate',
        rate: 'claims',
        body: ChallengeAsked,
        answer: ChallengeView,
        codes: [...NAMED, 'not_of_delegate'],
      },
    },
  },
  {
    path: `${DELEGATE}/claims`,
    methods: {
      POST: {
        summary:
          'Claims the delegate with a signed challenge: its owner becomes manager, its operator member',
        permission: 'claim_delegate',
        rate: 'claims',
        body: ClaimSigned,
        answer: MemberView,
        codes: [...NAMED, ...USED, 'not_of_delegate', 'wrong_key', 'contract_not_answered'],
      },
    },
  },
  {
    path: `${DELEGATE}/claims/approve`,
    methods: {
      POST: {
        summary: 'Makes somebody a member by the word of staff, shown as such',
        permission: 'approve_claim',
        body: ClaimApproved,
        answer: MemberView,
        codes: [...NAMED, 'user_not_found'],
      },
    },
  },
  {
    path: `${DELEGATE}/members`,
    methods: {
      GET: {
        summary: 'Who may act for the delegate, the first one first',
        permission: 'read_delegate_space',
        answer: MemberView,
        list: true,
        codes: NAMED,
      },
    },
  },
  {
    path: `${DELEGATE}/members/{user}`,
    methods: {
      PATCH: {
        summary: 'Gives a member another level',
        permission: 'change_members',
        body: LevelGiven,
        answer: MemberView,
        codes: [...NAMED, 'member_not_found', 'last_manager'],
      },
      DELETE: {
        summary: 'Takes a member off the delegate',
        permission: 'change_members',
        answer: null,
        codes: [...NAMED, 'member_not_found', 'last_manager'],
      },
    },
  },
  {
    path: `${DELEGATE}/members/me`,
    methods: {
      DELETE: {
        summary: 'Leaves the delegate',
        permission: 'leave_delegate',
        answer: null,
        codes: [...NAMED, 'member_not_found', 'last_manager'],
      },
    },
  },
  {
    path: `${DELEGATE}/invites`,
    methods: {
      GET: {
        summary: 'Invites that can still be taken up, oldest first',
        permission: 'change_members',
        answer: InviteView,
        list: true,
        codes: NAMED,
      },
      POST: {
        summary: 'Invites whoever opens its link first within 72 h; the secret is shown once',
        permission: 'change_members',
        rate: 'invites',
        body: LevelGiven,
        answer: InviteIssued,
        codes: NAMED,
      },
    },
  },
  {
    path: `${DELEGATE}/invites/{invite}`,
    methods: {
      DELETE: {
        summary: 'Takes an invite back',
        permission: 'change_members',
        answer: null,
        codes: [...NAMED, 'secret_unknown'],
      },
    },
  },
  {
    path: `${DELEGATE}/profile`,
    methods: {
      GET: {
        summary: 'What the delegate says of itself: all of it to its members and staff, else what is public',
        permission: 'read_public',
        answer: ProfileView,
        codes: NAMED,
      },
      PUT: {
        summary: 'Writes the next version of the profile',
        permission: 'change_profile',
        body: ProfileChange,
        answer: ProfileVersionView,
        codes: [...NAMED, 'profile_changed'],
      },
    },
  },
  {
    path: `${DELEGATE}/profile/versions`,
    methods: {
      GET: {
        summary: 'The whole profile as it is and was, newest first',
        permission: 'read_delegate_space',
        answer: ProfileVersionView,
        list: true,
        codes: NAMED,
      },
    },
  },
  {
    path: '/my',
    methods: {
      GET: {
        summary:
          'What needs whoever asks: their delegates and machines, claims that do not hold, tokens that end soon',
        permission: 'read_own_account',
        answer: MyView,
        codes: [],
      },
    },
  },
  {
    path: '/my/invites',
    methods: {
      POST: {
        summary: 'Takes up an invite; of all who try, one gets it',
        permission: 'accept_invite',
        rate: 'invites',
        body: InviteAccepted,
        answer: MemberView,
        codes: [...USED, 'invite_void'],
      },
    },
  },
]
