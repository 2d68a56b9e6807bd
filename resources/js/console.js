import Alpine from '@alpinejs/csp'
import 'htmx.org'
import './behaviours/fragments.js'
import './behaviours/focus.js'
import './behaviours/forms.js'
import './behaviours/copy.js'
import './behaviours/dialogs.js'
import './behaviours/row_menu.js'
import './behaviours/pictures.js'
import './behaviours/reveal.js'
import { settleToasts } from './behaviours/toasts.js'
import { drawer } from './behaviours/drawer.js'
import { selection } from './behaviours/selection.js'
import { countdown } from './behaviours/countdown.js'
import { listTools } from './behaviours/list_tools.js'
import { shell } from './behaviours/shell.js'
import { theme } from './behaviours/theme.js'

Alpine.data('countdown', countdown)
Alpine.data('drawer', drawer)
Alpine.data('listTools', listTools)
Alpine.data('selection', selection)
Alpine.data('shell', shell)
Alpine.data('theme', theme)
Alpine.start()
settleToasts()
