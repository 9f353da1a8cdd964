// The pages of the site, by section: path in the repository and title in the navigation.
export const repository = 'https://github.com/sqsconnect/kafka-connect-sqs-sink'

export const sections = [
  {
    text: 'Start',
    pages: {
      'README.md': 'Kafka Connect SQS Sink',
      'docs/getting-started.md': 'Getting started',
      'docs/when-not.md': 'When not to use it',
      'docs/migration.md': 'Migration',
      'config/README.md': 'Sample configurations',
      'docs/cli.md': 'The command sqs-sink',
      'docs/page.md': 'The local page',
    },
  },
  {
    text: 'Configure',
    pages: {
      'docs/configuration.md': 'All settings',
      'docs/messages.md': 'Messages',
      'docs/event-format.md': 'The event batch',
      'docs/consumers.md': 'Consumers',
      'examples/README.md': 'Example consumers',
    },
  },
  {
    text: 'Run',
    pages: {
      'docs/delivery.md': 'Delivery',
      'docs/operations.md': 'Operations',
      'docs/metrics.md': 'Metrics',
      'docs/troubleshooting.md': 'Troubleshooting',
      'docs/security.md': 'Security',
      'docs/performance.md': 'Performance',
      'docs/upgrade.md': 'Upgrade and rollback',
      'docs/compatibility.md': 'Compatibility',
    },
  },
  {
    text: 'Deploy',
    pages: {
      'docs/deploy/README.md': 'Deployment',
      'docs/deploy/apache-kafka.md': 'Apache Kafka',
      'docs/deploy/docker-compose.md': 'Docker Compose',
      'docs/deploy/strimzi.md': 'Strimzi',
      'docs/deploy/kubernetes.md': 'Kubernetes identities',
      'docs/deploy/msk-connect.md': 'Amazon MSK Connect',
      'docs/deploy/confluent-platform.md': 'Confluent Platform',
      'docs/deploy/confluent-cloud.md': 'Confluent Cloud',
    },
  },
  {
    text: 'How it is tested',
    pages: {
      'docs/proofs.md': 'Promises and their proofs',
      'docs/simulation.md': 'Simulation',
      'docs/chaos.md': 'Chaos tests',
      'docs/mutation-survivors.md': 'Mutation tests',
      'docs/scripted-endpoint.md': 'The scripted SQS endpoint',
    },
  },
  {
    text: 'Decisions',
    pages: {
      'docs/decisions/0001-one-flat-index-instead-of-a-tree.md': 'One flat index',
      'docs/decisions/0002-the-verdict-is-an-enum-beside-the-sealed-type.md': 'Verdicts',
      'docs/decisions/0003-retries-belong-to-the-pipeline-alone.md': 'Retries',
      'docs/decisions/0004-requests-are-signed-by-our-own-signer.md': 'Signer',
      'docs/decisions/0005-netty-stays-the-http-client.md': 'HTTP client',
      'docs/decisions/0006-ids-are-generated-from-position-and-content.md': 'Ids',
    },
  },
  {
    text: 'Project',
    pages: {
      'CONTRIBUTING.md': 'Contributing',
      'docs/releasing.md': 'Releasing',
      'CODE_OF_CONDUCT.md': 'Code of conduct',
      'CHANGELOG.md': 'Changelog',
      'SECURITY.md': 'Reporting a vulnerability',
    },
  },
]

export const pages = new Map(sections.flatMap((section) => Object.entries(section.pages)))
