import { StateMark } from '#components/ui/state-mark.tsx'
import styles from './key-warning.module.css'

/** The operator key signs blocks: whoever has it can make the delegate sign two at one height. */
export function KeyWarning() {
  return (
    <div className={styles.warning} role="note">
      <StateMark shape="alert" tone="bad" word="Never bring the operator key into a browser" />
      <p>
        It lies on your node and signs blocks. Do not import it into a browser wallet, and paste it into no
        page: this one never asks for a key. Sign on the command line of the machine that holds it, and paste
        the signature alone.
      </p>
    </div>
  )
}
