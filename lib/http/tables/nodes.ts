import { NodeBody } from '#lib/nodes/registry.ts'
import { EnrolBody, EnrolledView, EnrolmentView, NodeView } from '#lib/nodes/registry-schema.ts'
import type { ApiRoute } from '../api-route.ts'

const NODES = '/networks/{network}/delegates/{delegate}/nodes'
const NAMED = ['bad_address', 'delegate_not_found'] as const
const ONE = [...NAMED, 'node_not_found'] as const

/** The machines that delegates register, and the agents on them. */
export const NODE_ROUTES: readonly ApiRoute[] = [
  {
    path: NODES,
    methods: {
      GET: {
        summary: "The delegate's machines by name, with what was found at their addresses",
        permission: 'read_delegate_space',
        answer: NodeView,
        list: true,
        codes: NAMED,
      },
      POST: {
        summary: 'Registers a machine and tries its addresses at once, which takes up to 10 s',
        permission: 'change_nodes',
        rate: 'endpoint_tests',
        body: NodeBody,
        answer: NodeView,
        codes: [...NAMED, 'node_name_taken', 'too_many_nodes'],
      },
    },
  },
  {
    path: `${NODES}/{node}`,
    methods: {
      GET: {
        summary: 'One machine of the delegate',
        permission: 'read_delegate_space',
        answer: NodeView,
        codes: ONE,
      },
      PUT: {
        summary: 'Describes the machine anew and tries its addresses at once, which takes up to 10 s',
        permission: 'change_nodes',
        rate: 'endpoint_tests',
        body: NodeBody,
        answer: NodeView,
        codes: [...ONE, 'node_name_taken'],
      },
      DELETE: {
        summary: "Takes the machine out of the registry; its agents' keys and its tokens work no more",
        permission: 'change_nodes',
        answer: null,
        codes: ONE,
      },
    },
  },
  {
    path: `${NODES}/{node}/test`,
    methods: {
      POST: {
        summary: "Tries all of the machine's addresses, which takes up to 10 s",
        permission: 'test_endpoints',
        rate: 'endpoint_tests',
        answer: NodeView,
        codes: ONE,
      },
    },
  },
  {
    path: `${NODES}/{node}/enrolment`,
    methods: {
      POST: {
        summary: 'A code with which an agent of the machine enrols, once, within an hour; shown once',
        permission: 'issue_enrolment',
        rate: 'tokens',
        answer: EnrolmentView,
        codes: ONE,
      },
    },
  },
  {
    path: `${NODES}/{node}/keys`,
    methods: {
      DELETE: {
        summary: "Gives up the keys of the machine's agents",
        permission: 'issue_enrolment',
        answer: null,
        codes: ONE,
      },
    },
  },
  {
    path: '/enrol',
    methods: {
      POST: {
        summary: "Takes an agent's Ed25519 public key for the machine that its code was issued for",
        permission: 'enrol_node',
        rate: 'enrol',
        body: EnrolBody,
        answer: EnrolledView,
        codes: [
          ...['secret_unknown', 'secret_used', 'secret_expired', 'secret_revoked'],
          ...['node_not_found', 'bad_public_key', 'key_known'],
        ],
      },
    },
  },
]
