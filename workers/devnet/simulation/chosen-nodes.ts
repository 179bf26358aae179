import type { Random } from '../generate/random.ts'
import { FaultError } from './fault.ts'
import { countOf, NODE_FORMS, nodeChoice } from './node-choice.ts'
import type { NodeMachine } from './node-machine.ts'

/** Whom a fault may mean at this moment. */
export type Choosable = {
  /** Delegates' nodes first. */
  readonly nodes: readonly NodeMachine[]
  /** Operators in proposer order. */
  readonly seats: readonly string[]
  /** Operators by rank. */
  readonly ranked: readonly string[]
  /** Nodes that nothing is wrong with: `random` draws among those that hold a seat. */
  readonly isWell: (node: NodeMachine) => boolean
  readonly random: Random
}

/**
 * The nodes that a fault's text means now.
 * @throws {FaultError} `unknown_node` in one sentence.
 */
export function chosenNodes(text: string | number, from: Choosable): readonly NodeMachine[] {
  const { nodes, seats, ranked, isWell, random } = from
  const choice = nodeChoice(text)
  if (choice === null) throw unknown(`node ${text} is none of: ${NODE_FORMS}`)
  const of = (operators: readonly string[]) =>
    operators.flatMap((operator) => nodes.find((node) => node.operator === operator) ?? [])
  switch (choice.kind) {
    case 'all':
      return nodes.filter(({ operator }) => operator !== null)
    case 'index':
      return [
        nodes[choice.index] ?? absent(`there is no node ${choice.index}: there are ${nodes.length}, from 0`),
      ]
    case 'name':
      return [nodes.find(({ name }) => name === choice.name) ?? absent(`no node is called ${choice.name}`)]
    case 'version': {
      const running = nodes.filter(({ version, operator }) => operator !== null && version === choice.version)
      return random.draw(running, Math.ceil((running.length * choice.percent) / 100))
    }
    case 'seats':
      if (choice.to >= seats.length)
        throw unknown(`there is no seat ${choice.to}: there are ${seats.length}, from 0`)
      return of(seats.slice(choice.from, choice.to + 1))
    case 'spare': {
      const spares = ranked.filter((operator) => !seats.includes(operator))
      return of([spares[choice.place - 1] ?? absent(`there are ${spares.length} candidates without a seat`)])
    }
    case 'random': {
      const count = countOf(choice.count, seats.length)
      if (count > seats.length) throw unknown(`there are ${seats.length} seats, not ${count}`)
      return random.draw(of(seats).filter(isWell), count)
    }
  }
}

function unknown(message: string): FaultError {
  return new FaultError('unknown_node', message)
}

function absent(message: string): never {
  throw unknown(message)
}
