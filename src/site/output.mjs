import fs from 'node:fs'
import path from 'node:path'
import { sections } from './pages.mjs'

/** Writes each page as Markdown beside its HTML, and llms.txt, the list of them. */
export function writeForPrograms(project, folder) {
  const lines = []
  for (const { text, pages } of sections) {
    lines.push('', `## ${text}`, '')
    for (const [page, title] of Object.entries(pages)) {
      const markdown = fs.readFileSync(path.join(project, page), 'utf8')
      const copy = path.join(folder, page)
      fs.mkdirSync(path.dirname(copy), { recursive: true })
      fs.writeFileSync(copy, markdown)
      lines.push(`- [${title}](/${page}): ${summary(markdown)}`)
    }
  }
  const first = '# Kafka Connect SQS Sink\n\n> ' + summary(fs.readFileSync(path.join(project, 'README.md'), 'utf8'))
  fs.writeFileSync(path.join(folder, 'llms.txt'), first + '\n' + lines.join('\n') + '\n')
}

/** The first sentence of a page, as plain text. */
function summary(markdown) {
  const paragraph = markdown.split(/\n\s*\n/).find((block) => /^[A-Za-z`*[]/.test(block)) ?? ''
  const plain = paragraph.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[*`]/g, '').replace(/\s+/g, ' ')
  return plain.match(/^.*?[.:](?= |$)/)?.[0].replace(/:$/, '.') ?? plain
}

/** Fails if a link inside the site leads to a file or an anchor that does not exist. */
export function checkLinks(folder) {
  const anchors = new Map()
  const links = []
  for (const file of fs.readdirSync(folder, { recursive: true })) {
    if (!file.endsWith('.html')) continue
    const html = fs.readFileSync(path.join(folder, file), 'utf8')
    anchors.set(file, new Set([...html.matchAll(/\sid="([^"]+)"/g)].map((found) => found[1])))
    for (const found of html.matchAll(/<(?:a|img|script|link)\b[^>]*?\s(?:href|src)="([^"]+)"/g)) {
      links.push([file, found[1].replaceAll('&amp;', '&')])
    }
  }
  const broken = links.filter(([file, target]) => {
    const address = new URL(target, `site:/${file}`)
    if (address.protocol !== 'site:') return false
    const decoded = decodeURIComponent(address.pathname).slice(1)
    const page = decoded === '' ? 'index.html' : decoded
    const anchor = decodeURIComponent(address.hash.slice(1))
    return anchors.has(page) ? anchor !== '' && !anchors.get(page).has(anchor) : !fs.existsSync(path.join(folder, page))
  })
  if (broken.length > 0) {
    throw new Error('broken links:\n' + broken.map(([file, target]) => `  ${file}: ${target}`).join('\n'))
  }
}
