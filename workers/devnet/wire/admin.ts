import type { Page, PageRequest } from './http-pages.ts'

/** What the admin port of a node can turn. */
export type NodeSwitches = {
  isActive(): boolean
  activate(active: boolean): void
  pause(paused: boolean): void
}

/**
 * The admin port of a node: any method, nobody is asked who they are, 200 whatever the value.
 * Source: iotex-core pkg/ha/ha.go, server/itx/pauseable.go.
 */
export function adminPages(switches: NodeSwitches): (request: PageRequest) => Page {
  return ({ path, query }) => {
    switch (path) {
      case '/ha': {
        const activate = query.get('activate')
        if (activate === null) return json({ active: switches.isActive() })
        if (activate === 'true' || activate === 'false') switches.activate(activate === 'true')
        return DONE
      }
      case '/pause':
      case '/unpause':
        switches.pause(path === '/pause')
        return DONE
      default:
        return { status: 404, type: 'text/plain; charset=utf-8', body: '404 page not found\n' }
    }
  }
}

const DONE: Page = { status: 200, type: 'text/plain; charset=utf-8', body: '' }

function json(value: unknown): Page {
  return { status: 200, type: 'application/json', body: `${JSON.stringify(value)}\n` }
}
