package io.github.sqsconnect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

class RenewableCredentialsTest {
  /** Counts how often it is closed. */
  private static final class ClosingProvider implements AwsCredentialsProvider, SdkAutoCloseable {
    private final AtomicInteger closed = new AtomicInteger();
    private final String key;

    ClosingProvider(String key) {
      this.key = key;
    }

    @Override
    public AwsCredentials resolveCredentials() {
      return AwsBasicCredentials.create(key, "secret");
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  @Test
  void newerCredentialsSignFromThenOnAndTheOlderAreClosed() {
    ClosingProvider older = new ClosingProvider("older");
    ClosingProvider newer = new ClosingProvider("newer");
    RenewableCredentials credentials = new RenewableCredentials(older);
    assertThat(credentials.resolveIdentity().join().accessKeyId()).isEqualTo("older");
    credentials.replaceBy(newer);
    assertThat(credentials.resolveIdentity().join().accessKeyId()).isEqualTo("newer");
    assertThat(credentials.resolveCredentials().accessKeyId()).isEqualTo("newer");
    assertThat(older.closed).hasValue(1);
    credentials.close();
    assertThat(newer.closed).hasValue(1);
    assertThat(older.closed).hasValue(1);
  }
}
