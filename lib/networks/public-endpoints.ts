import { mainnet } from '#lib/chain/mainnet.ts'
import { testnet } from '#lib/chain/testnet.ts'
import type { EndpointConfig, NetworkConfig } from './config.ts'

/** A public network and its public endpoints, all of them gateways, to follow with nothing configured. */
export function publicNetwork(id: 'mainnet' | 'testnet'): NetworkConfig {
  const common = { id, kind: 'real', from: { epochsBack: 24 }, allowedRanges: [], control: null } as const
  if (id === 'testnet') {
    const endpoints = [gateway('public', 'api.testnet.iotex.one:443', 'https://babel-api.testnet.iotex.io')]
    return { ...common, name: 'IoTeX testnet', params: testnet, endpoints }
  }
  const endpoints = [
    gateway('public', 'api.mainnet.iotex.one:443', 'https://babel-api.mainnet.iotex.io'),
    gateway('public 2', 'api.iotex.one:443', 'https://babel-api.mainnet.iotex.one'),
  ]
  return { ...common, name: 'IoTeX mainnet', params: mainnet, endpoints }
}

function gateway(name: string, grpc: string, jsonrpc: string): EndpointConfig {
  return { name, grpc, jsonrpc, probe: null, metrics: null, tls: true, gateway: true }
}
