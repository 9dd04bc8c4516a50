/** Reads and checks files beside the page, which goes on answering meanwhile. One worker has one file. */

import type { ToReader } from './import-reader.ts'
import { fileReading } from './import-reading.ts'

const read = fileReading((message) => postMessage(message))
addEventListener('message', ({ data }: MessageEvent<ToReader>) => void read(data))
