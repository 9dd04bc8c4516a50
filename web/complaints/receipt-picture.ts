import { encode } from 'uqr'

/** What the picture of a receipt says. */
export interface ReceiptPicture {
  title: string
  /** the code in groups */
  code: string
  /** what it is for, one line each */
  lines: readonly string[]
  /** address that the QR code opens */
  address: string
}

/** Sizes in pixels: a phone's screen is about as wide. */
const WIDTH = 1_080
const MARGIN = 80
const QR = 560
const LINE = 64

const ink = '#16211d'
const soft = '#46524c'
const sans = '"PingFang SC", "HarmonyOS Sans SC", "MiSans", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif'

/**
 * Draws a receipt as a picture to be kept: dark on white, whatever the theme.
 * @returns a PNG; null where the browser makes none
 */
export async function drawReceipt(picture: ReceiptPicture): Promise<Blob | null> {
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = MARGIN * 2 + 220 + QR + 60 + picture.lines.length * LINE
  const context = canvas.getContext('2d')
  if (context === null) return null
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.textAlign = 'center'
  context.textBaseline = 'top'
  const write = (text: string, top: number, font: string, colour: string) => {
    context.font = font
    context.fillStyle = colour
    context.fillText(text, WIDTH / 2, top, WIDTH - 2 * MARGIN)
  }
  write(picture.title, MARGIN, `400 44px ${sans}`, soft)
  write(picture.code, MARGIN + 90, '700 84px ui-monospace, Menlo, Consolas, monospace', ink)
  drawQr(context, picture.address, MARGIN + 220)
  picture.lines.forEach((line, at) => {
    write(line, MARGIN + 220 + QR + 60 + at * LINE, `400 40px ${sans}`, ink)
  })
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
}

/** Whole pixels for a module: what is blurred is read badly. */
function drawQr(context: CanvasRenderingContext2D, address: string, top: number): void {
  const { data, size } = encode(address, { ecc: 'M', border: 2 })
  const module = Math.floor(QR / size)
  const left = Math.floor((WIDTH - module * size) / 2)
  context.fillStyle = ink
  data.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) context.fillRect(left + x * module, top + y * module, module, module)
    })
  })
}
