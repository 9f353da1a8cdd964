# The SQS sink on Amazon MSK Connect. See msk-connect.md for the known traps of updates.

terraform {
  required_version = ">= 1.4"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.91"
    }
  }
}

provider "aws" {
  region = var.region
}

variable "plugin_version" {
  type    = string
  default = "0.2.0"
}

variable "bucket" {
  description = "Bucket for the plugin's archive"
  type        = string
}

variable "bootstrap_servers" {
  description = "Brokers of the MSK cluster, with IAM authentication"
  type        = string
}

variable "kafka_cluster_arn" {
  type = string
}

variable "vpc_id" {
  type = string
}

variable "subnets" {
  type = list(string)
}

variable "kafka_security_group" {
  description = "Security group that may connect to the brokers"
  type        = string
}

variable "region" {
  type = string
}

locals {
  archive = "sqsconnect-kafka-connect-sqs-sink-${var.plugin_version}.zip"
  name    = "sqs-sink-${replace(var.plugin_version, ".", "-")}"

  # Kafka's own resource names: cluster/NAME/UUID becomes topic/NAME/UUID/TOPIC.
  kafka_topic = replace(var.kafka_cluster_arn, ":cluster/", ":topic/")
  kafka_group = replace(var.kafka_cluster_arn, ":cluster/", ":group/")

  connector = {
    "connector.class"                               = "io.github.sqsconnect.SqsSinkConnector"
    "tasks.max"                                     = "2"
    "topics"                                        = "orders"
    "key.converter"                                 = "org.apache.kafka.connect.storage.StringConverter"
    "value.converter"                               = "org.apache.kafka.connect.storage.StringConverter"
    "header.converter"                              = "org.apache.kafka.connect.storage.StringConverter"
    "sqs.queue.url"                                 = aws_sqs_queue.orders.url
    "sqs.message.format"                            = "json"
    "errors.tolerance"                              = "all"
    "errors.deadletterqueue.topic.name"             = "orders-rejected"
    "errors.deadletterqueue.context.headers.enable" = "true"
  }
}

resource "aws_sqs_queue" "orders" {
  name                       = "orders"
  visibility_timeout_seconds = 60
  message_retention_seconds  = 1209600
  sqs_managed_sse_enabled    = true
}

# The archive, and the plugin: both have the version in their names, because neither can be changed in place.

resource "aws_s3_object" "plugin" {
  bucket      = var.bucket
  key         = "kafka-connect/${local.archive}"
  source      = local.archive
  source_hash = filemd5(local.archive)
}

resource "aws_mskconnect_custom_plugin" "sqs_sink" {
  name         = local.name
  content_type = "ZIP"

  location {
    s3 {
      bucket_arn     = "arn:aws:s3:::${var.bucket}"
      file_key       = aws_s3_object.plugin.key
      object_version = aws_s3_object.plugin.version_id
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_mskconnect_worker_configuration" "sqs_sink" {
  name                    = "sqs-sink-${substr(filesha256("${path.module}/msk-worker.properties"), 0, 8)}"
  properties_file_content = file("${path.module}/msk-worker.properties")

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudwatch_log_group" "sqs_sink" {
  name              = "/msk-connect/sqs-sink"
  retention_in_days = 30
}

# The role of the connector: one action on the queue, and what a sink needs in the cluster.

data "aws_caller_identity" "current" {}

resource "aws_iam_role" "sqs_sink" {
  name = "msk-connect-sqs-sink"

  # Only for connectors of this account.
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "kafkaconnect.amazonaws.com" }
      Condition = {
        StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id }
      }
    }]
  })
}

resource "aws_iam_role_policy" "sqs_sink" {
  name = "send-and-consume"
  role = aws_iam_role.sqs_sink.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.orders.arn
      },
      {
        Effect   = "Allow"
        Action   = ["kafka-cluster:Connect", "kafka-cluster:DescribeCluster"]
        Resource = var.kafka_cluster_arn
      },
      {
        Effect   = "Allow"
        Action   = ["kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"]
        Resource = [for topic in split(",", local.connector["topics"]) : "${local.kafka_topic}/${topic}"]
      },
      {
        Effect   = "Allow"
        Action   = ["kafka-cluster:CreateTopic", "kafka-cluster:DescribeTopic", "kafka-cluster:WriteData"]
        Resource = "${local.kafka_topic}/${local.connector["errors.deadletterqueue.topic.name"]}"
      },
      {
        Effect = "Allow"
        Action = [
          "kafka-cluster:CreateTopic",
          "kafka-cluster:DescribeTopic",
          "kafka-cluster:ReadData",
          "kafka-cluster:WriteData",
        ]
        Resource = "${local.kafka_topic}/__amazon_msk_connect_*"
      },
      {
        Effect   = "Allow"
        Action   = ["kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"]
        Resource = ["${local.kafka_group}/__amazon_msk_connect_*", "${local.kafka_group}/connect-*"]
      },
    ]
  })
}

# Workers have no public address: they reach SQS through this endpoint, or a NAT gateway.

resource "aws_security_group" "sqs_endpoint" {
  name   = "sqs-endpoint"
  vpc_id = var.vpc_id

  ingress {
    from_port       = 443
    to_port         = 443
    protocol        = "tcp"
    security_groups = [var.kafka_security_group]
  }
}

resource "aws_vpc_endpoint" "sqs" {
  vpc_id              = var.vpc_id
  service_name        = "com.amazonaws.${var.region}.sqs"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = var.subnets
  security_group_ids  = [aws_security_group.sqs_endpoint.id]
  private_dns_enabled = true
}

resource "aws_mskconnect_connector" "sqs_sink" {
  name                       = "orders-to-sqs"
  kafkaconnect_version       = "3.7.x"
  service_execution_role_arn = aws_iam_role.sqs_sink.arn
  connector_configuration    = local.connector

  capacity {
    provisioned_capacity {
      mcu_count    = 1
      worker_count = 2
    }
  }

  kafka_cluster {
    apache_kafka_cluster {
      bootstrap_servers = var.bootstrap_servers

      vpc {
        security_groups = [var.kafka_security_group]
        subnets         = var.subnets
      }
    }
  }

  kafka_cluster_client_authentication {
    authentication_type = "IAM"
  }

  kafka_cluster_encryption_in_transit {
    encryption_type = "TLS"
  }

  plugin {
    custom_plugin {
      arn      = aws_mskconnect_custom_plugin.sqs_sink.arn
      revision = aws_mskconnect_custom_plugin.sqs_sink.latest_revision
    }
  }

  worker_configuration {
    arn      = aws_mskconnect_worker_configuration.sqs_sink.arn
    revision = aws_mskconnect_worker_configuration.sqs_sink.latest_revision
  }

  log_delivery {
    worker_log_delivery {
      cloudwatch_logs {
        enabled   = true
        log_group = aws_cloudwatch_log_group.sqs_sink.name
      }
    }
  }

  depends_on = [aws_iam_role_policy.sqs_sink, aws_vpc_endpoint.sqs]
}
