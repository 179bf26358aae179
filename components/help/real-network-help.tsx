const NETWORKS_YAML = `networks:
  - id: mainnet                  # in addresses: /n/mainnet
    name: IoTeX mainnet
    parameters: mainnet          # or testnet, or the parameters themselves
    # from: genesis              # or a height; else 24 epochs back
    endpoints:
      - name: my gateway
        grpc: 10.0.0.5:14014
        jsonrpc: http://10.0.0.5:15014
        probe: http://10.0.0.5:8080
        metrics: http://10.0.0.5:8080/metrics
        gateway: true            # may be streamed from; only for nodes that produce no blocks
      - name: public
        grpc: api.iotex.one:443
        tls: true
    allowedRanges: [10.0.0.0/8]  # private addresses it may talk to; all others are refused`

const BREAK_IT = `npm run devnet -- nodes
npm run devnet -- fault kill birch --seconds 60
npm run devnet -- faults
npm run devnet -- heal all
npm run devnet -- story list
npm run devnet -- story run halt-and-recovery`

/** How to follow a real network instead of the practice network, and what may be done to the latter. */
export function RealNetworkHelp() {
  return (
    <>
      <p>
        With nothing configured Rollcall starts a practice network: simulated nodes that speak like real ones,
        on this machine alone. Stop Rollcall (Ctrl-C) and start it with one of the following to follow a real
        network instead.
      </p>
      <h2>Mainnet or testnet, through their public endpoints</h2>
      <pre>
        <code>ROLLCALL_NETWORK=mainnet npm start</code>
      </pre>
      <p>
        Nothing else is needed. <code>ROLLCALL_NETWORK=testnet</code> follows the testnet.
      </p>
      <h2>With nodes of your own</h2>
      <p>
        Better, since Rollcall then asks your machines rather than public ones, and sees more of them. Write a
        file <code>networks.yaml</code>:
      </p>
      <pre>
        <code>{NETWORKS_YAML}</code>
      </pre>
      <p>and start with it; a mistake in the file is named with its line:</p>
      <pre>
        <code>ROLLCALL_NETWORKS=networks.yaml npm start</code>
      </pre>
      <p>
        Give two endpoints or more: Rollcall compares what no hash covers, and goes on when one fails, lags or
        lies. It believes none of them; blocks prove themselves by links, signatures and roots.
      </p>
      <h2>What may be done to the practice network</h2>
      <p>
        Anything: its nodes can be killed, frozen, slowed down, cut off, upgraded or made to lie, by hand or
        by a story that does it step by step. From the folder of Rollcall, while it runs:
      </p>
      <pre>
        <code>{BREAK_IT}</code>
      </pre>
    </>
  )
}
