"""Generated from docs/event-batch.strict.schema.json. Do not edit."""

from typing import Any, Literal, NotRequired, TypedDict

# A signed 64-bit integer: a JSON number, or a string of its decimal digits without leading
# zeros and plus sign. Values go beyond 2^53, so a reader must not convert them to a double.
Int64 = int | str

# An unsigned 64-bit integer: a JSON number, or a string of its decimal digits without leading
# zeros and plus sign.
Uint64 = int | str

# A signed 32-bit integer.
Int32 = int

# A decimal number.
JsonNumber = float

# Text as a rule. The newest published schema of the platform (harvested in August 2026) also
# allows a number or a boolean.
Text = str | float | bool

# Thirty-two hexadecimal digits of either case in groups of 8-4-4-4-12; all zeros where there
# is none.
Uuid = str

# The value of one attribute of an event or a product: a string as a rule; numbers, booleans
# and null are allowed too.
AttributeValue = str | float | bool | None

# Attribute names with their values.
Attributes = dict[str, AttributeValue]

# One value, or a list of values. Null is no value; elements of a list may be null too.
UserAttributeValue = str | float | bool | None | list[str | float | bool | None]

# Instructions for receivers, by name. A value may be text, a number, a list or an object.
CustomFlags = dict[str, Any]

# An IPv4 or IPv6 address, or an empty string.
IpAddress = str


class Location(TypedDict):
    """A place on the earth."""

    # Degrees north of the equator.
    latitude: NotRequired[JsonNumber]

    # Degrees east of Greenwich.
    longitude: NotRequired[JsonNumber]

    # Radius of uncertainty, in metres.
    accuracy: NotRequired[JsonNumber]

    # Two-letter country code of ISO 3166-1.
    country_code: NotRequired[Text]

    # Subdivision code of ISO 3166-2.
    region_code: NotRequired[Text]

    # City.
    city_name: NotRequired[Text]

    # Postal code.
    postal_code: NotRequired[Text]

    # Code of the designated market area.
    dma_code: NotRequired[Int32]

    # How the place was found.
    location_source: NotRequired[Literal["unknown", "ip_lookup", "lat_long"]]


class DeviceCurrentState(TypedDict):
    """How the device was at the moment of the event."""

    # Milliseconds since the application was started.
    time_since_start_ms: NotRequired[Int64]

    # Charge of the battery from 0 to 1; -1 where it is not known.
    battery_level: NotRequired[JsonNumber]

    # How the device is connected: offline, wifi or mobile.
    data_connection_type: NotRequired[Text]

    # Finer kind of the connection.
    data_connection_type_detail: NotRequired[Text]

    # Whether satellite positioning is on.
    gps_state: NotRequired[bool]

    # Memory in use in the whole system, in bytes.
    total_system_memory_usage_bytes: NotRequired[Int64]

    # Free space on the internal storage, in bytes.
    disk_space_free_bytes: NotRequired[Int64]

    # Free space on the external storage, in bytes.
    external_disk_space_free_bytes: NotRequired[Int64]

    # What the processor reports about itself or its load.
    cpu: NotRequired[Text]

    # Free memory of the system, in bytes.
    system_memory_available_bytes: NotRequired[JsonNumber]

    # Whether the system is short of memory.
    system_memory_low: NotRequired[bool]

    # Below this many free bytes the system counts as short of memory.
    system_memory_threshold_bytes: NotRequired[JsonNumber]

    # Memory that the application may still allocate, in bytes.
    application_memory_available_bytes: NotRequired[JsonNumber]

    # Most memory that the application may allocate, in bytes.
    application_memory_max_bytes: NotRequired[JsonNumber]

    # Memory that the application has allocated, in bytes.
    application_memory_total_bytes: NotRequired[JsonNumber]

    # How the device is held.
    device_orientation: NotRequired[Literal["portrait", "portrait_upside_down", "landscape", "LandscapeLeft", "LandscapeRight", "FaceUp", "FaceDown", "Square"]]

    # Which way the status bar runs.
    status_bar_orientation: NotRequired[Literal["portrait", "portrait_upside_down", "landscape", "LandscapeLeft", "LandscapeRight", "FaceUp", "FaceDown", "Square"]]


class NotificationMark(TypedDict):
    """Marks an event that was recorded because of a notification of the platform."""

    # The kind of notification.
    type: Literal["gdpr_change"]


class EventData(TypedDict):
    """Members that the data of an event of any type may have."""

    # Number of the event. It stays the same if the event arrives twice or in another split:
    # consumers drop repeated events by it.
    event_id: NotRequired[Int64]

    # When the event happened, in milliseconds since 1970, UTC.
    timestamp_unixtime_ms: NotRequired[Int64]

    # When the event began, in milliseconds since 1970, UTC; most often the same as its timestamp.
    event_start_unixtime_ms: NotRequired[Int64]

    # The sender's own id of the event.
    source_message_id: NotRequired[str]

    # Number of the session the event belongs to.
    session_id: NotRequired[Int64]

    # UUID of the session the event belongs to.
    session_uuid: NotRequired[Uuid]

    # When the session began, in milliseconds since 1970, UTC; 0 where that is not known.
    session_start_unixtime_ms: NotRequired[Int64]

    # Place of the event in its session, from zero.
    event_num: NotRequired[Int32]

    # Attributes of the event, by name.
    custom_attributes: NotRequired[Attributes]

    custom_flags: NotRequired[CustomFlags]

    # Where the event happened.
    location: NotRequired[Location]

    device_current_state: NotRequired[DeviceCurrentState]

    # Whether a goal is set up for this event.
    is_goal_defined: NotRequired[bool]

    # By how much the event changes the user's lifetime value.
    lifetime_value_change: NotRequired[JsonNumber]

    # The user attribute that contains the lifetime value.
    lifetime_value_attribute_name: NotRequired[Text]

    # How the device was connected, such as wifi or mobile.
    data_connection_type: NotRequired[Text]

    # The view that was in front.
    view_controller: NotRequired[Text]

    # Whether the event was recorded on the main thread.
    is_main_thread: NotRequired[bool]

    # Full class name of the Android activity.
    canonical_name: NotRequired[Text]

    # Marks an event that was recorded because of a notification of the platform.
    event_system_notification_info: NotRequired[NotificationMark]

    # Address of the web page.
    page_url: NotRequired[Text]

    # How long the user has been active on the site, in milliseconds.
    active_time_on_site_ms: NotRequired[JsonNumber]


class SessionStartData(EventData):
    """A session began. This event has no members of its own."""


class SessionEndData(EventData):
    """A session ended."""

    # How long the session lasted, in milliseconds.
    session_duration_ms: Int64


class ScreenViewData(EventData):
    """A screen or page was shown."""

    # Name of the screen.
    screen_name: str

    # What the Android activity did: activity_started or activity_stopped.
    activity_type: NotRequired[Text]


class CustomEventData(EventData):
    """An event that the sender named."""

    # Name of the event.
    event_name: str

    # The category of the event.
    custom_event_type: Literal["navigation", "location", "search", "transaction", "user_content", "user_preference", "social", "other", "media", "attribution", "unknown"]


class BreadcrumbData(EventData):
    """A mark that the application left, of use when it fails later."""

    # Text of the mark.
    label: str

    # Number of sessions so far.
    session_number: NotRequired[Int32]


class Breadcrumb(TypedDict):
    """A breadcrumb event, carried inside a crash report."""

    data: BreadcrumbData

    # The kind of event.
    event_type: Literal["breadcrumb"]


class CrashReportData(EventData):
    """The application failed."""

    # How bad it was.
    severity: Text

    # What was reported.
    message: Text

    # Class of the failure.
    class_name: NotRequired[Text]

    # Stack trace, as text.
    stack_trace: NotRequired[Text]

    # Innermost frame, or the view in front.
    topmost_context: NotRequired[Text]

    # Crash file of the reporter library, in base64.
    pl_crash_report_file_base64: NotRequired[Text]

    # Whether the application caught the failure and went on.
    exception_handled: NotRequired[bool]

    # Address the program was loaded at; unsigned, so it may pass the largest signed value.
    ios_image_base_address: NotRequired[Uint64]

    # Size of the loaded program, in bytes.
    ios_image_size: NotRequired[Uint64]

    # Number of sessions so far.
    session_number: NotRequired[Int32]

    # What led up to the failure, oldest first: breadcrumb events.
    breadcrumbs: NotRequired[list[Breadcrumb]]


class OptOutData(EventData):
    """The user opted out of tracking, or in again."""

    # True for out, false for in.
    is_opted_out: bool


class FirstRunData(EventData):
    """The application ran for the first time. This event has no members of its own."""


class PreAttributionData(EventData):
    """The platform publishes only the name of this type. Any members are allowed."""


class PushRegistrationData(EventData):
    """The device was registered for push messages, or unregistered."""

    # True for registered, false for unregistered.
    register: bool

    # Token of the device, from the push service.
    registration_token: str


class ApplicationStateTransitionData(EventData):
    """The application was started, left, put in the background or brought back."""

    # What changed.
    application_transition_type: Literal["application_initialized", "application_exit", "application_background", "application_foreground"]

    # Whether it is the first run since installation.
    is_first_run: NotRequired[bool]

    # Whether it is the first run of a newer version.
    is_upgrade: NotRequired[bool]

    # Whether the previous run ended well.
    successfully_closed: NotRequired[bool]

    # The push message that opened the application.
    push_notification_payload: NotRequired[Text]

    # What opened the application.
    launch_referral: NotRequired[Text]


class PushMessageData(EventData):
    """A push message was sent, arrived, or was acted on."""

    # What became of the message.
    push_message_type: Literal["sent", "received", "action"]

    # Token of the device.
    push_message_token: Text

    # The message as the push service carried it, most often JSON as text.
    push_notification_payload: Text

    # The message the user sees.
    message: NotRequired[Text]

    # The push service, for example apn or gcm.
    network: NotRequired[Text]

    # Where the application was.
    application_state: NotRequired[Literal["not_running", "background", "foreground"]]

    # The action the user chose.
    action_identifier: NotRequired[Text]

    # What was done with the message: one word, or the sum of the bits 1 received, 2 opened
    # directly, 4 read, 8 opened under its influence, 16 displayed.
    push_message_behavior: NotRequired[Literal["Received", "DirectOpen", "Read", "InfluencedOpen", "Displayed"] | int]


class NetworkPerformanceData(EventData):
    """The application made a request, and this is how it went."""

    # Address of the request.
    url: str

    # Status code of the response.
    response_code: Int32

    # Method of the request.
    http_verb: NotRequired[str]

    # Duration in milliseconds.
    time_elapsed: NotRequired[Int32]

    # Bytes received.
    bytes_in: NotRequired[Int32]

    # Bytes sent.
    bytes_out: NotRequired[Int32]

    # Body of the request, in base64.
    data: NotRequired[Text]


class ProfileData(EventData):
    """The user signed up, logged in or out, or the profile changed."""

    # The user before.
    previous_mpid: Int64

    # The user after.
    current_mpid: Int64

    # What happened.
    profile_event_type: Literal["signup", "login", "logout", "update", "delete"]


class PushReactionData(EventData):
    """The platform publishes only the name of this type. Any members are allowed."""


class Product(TypedDict):
    """One product, as it stood in the cart, order or list."""

    # Its number in the shop.
    id: NotRequired[str]

    # Its name.
    name: NotRequired[str]

    # Its brand.
    brand: NotRequired[Text]

    # Its category.
    category: NotRequired[Text]

    # Its variant.
    variant: NotRequired[Text]

    # Its place in the list.
    position: NotRequired[Int32]

    # Price of one.
    price: NotRequired[JsonNumber]

    # How many.
    quantity: NotRequired[JsonNumber]

    # Price of all.
    total_product_amount: NotRequired[JsonNumber]

    # Coupon used on the product.
    coupon_code: NotRequired[Text]

    # When it was put in the cart, in milliseconds since 1970, UTC; 0 where it was not.
    added_to_cart_time_ms: NotRequired[Int64]

    # Attributes of the product, by name.
    custom_attributes: NotRequired[Attributes]


class ProductAction(TypedDict):
    """What was done with which products."""

    # What was done.
    action: Literal["add_to_cart", "remove_from_cart", "checkout", "checkout_option", "click", "view_detail", "purchase", "refund", "add_to_wishlist", "remove_from_wish_list", "unknown"]

    # Step of the checkout.
    checkout_step: NotRequired[Int32]

    # Options chosen in the checkout.
    checkout_options: NotRequired[Text]

    # List the product was acted on in.
    product_action_list: NotRequired[Text]

    # List the product came from.
    product_list_source: NotRequired[Text]

    # Number of the order.
    transaction_id: NotRequired[str]

    # Shop or branch.
    affiliation: NotRequired[Text]

    # Total of the order.
    total_amount: NotRequired[JsonNumber]

    # Tax in it.
    tax_amount: NotRequired[JsonNumber]

    # Cost of shipping in it.
    shipping_amount: NotRequired[JsonNumber]

    # Coupon used on the order.
    coupon_code: NotRequired[Text]

    # The products.
    products: NotRequired[list[Product]]


class Promotion(TypedDict):
    """One promotion."""

    # Its id.
    id: NotRequired[str]

    # Its name.
    name: NotRequired[str]

    # Its creative.
    creative: NotRequired[Text]

    # Where it stood.
    position: NotRequired[Text]


class PromotionAction(TypedDict):
    """What was done with which promotions."""

    # What was done.
    action: Literal["view", "click"]

    # The promotions.
    promotions: NotRequired[list[Promotion]]


class ProductImpression(TypedDict):
    """Products the user was shown in one list."""

    # Name of the list.
    product_impression_list: str

    # The products.
    products: list[Product]


class ShoppingCart(TypedDict):
    """What is in the cart."""

    # Products in the cart.
    products: list[Product]


class CommerceEventData(EventData):
    """Something was done with products or promotions: at least one of product_action,
    promotion_action and product_impressions."""

    product_action: NotRequired[ProductAction]

    promotion_action: NotRequired[PromotionAction]

    # Products the user was shown, by list.
    product_impressions: NotRequired[list[ProductImpression]]

    # What is in the cart.
    shopping_cart: NotRequired[ShoppingCart]

    # Currency of the amounts, by ISO 4217.
    currency_code: NotRequired[Text]

    # Screen on which it happened.
    screen_name: NotRequired[str]

    # Whether it happened without an action of the user.
    is_non_interactive: NotRequired[bool]

    # Name of the event.
    event_name: NotRequired[Text]

    # The category of the event.
    custom_event_type: NotRequired[Literal["add_to_cart", "remove_from_cart", "checkout", "checkout_option", "click", "view_detail", "purchase", "refund", "promotion_view", "promotion_click", "add_to_wishlist", "remove_from_wishlist", "impression", "navigation", "location", "search", "transaction", "user_content", "user_preference", "social", "other", "media", "attribution", "unknown", "consent_granted", "consent_denied"]]


class UserAttributeChangeData(EventData):
    """An attribute of the user changed."""

    # Name of the attribute.
    user_attribute_name: str

    # The value after; null where there is none.
    new: NotRequired[UserAttributeValue]

    # The value before; null where there was none.
    old: NotRequired[UserAttributeValue]

    # Whether the attribute was removed.
    deleted: NotRequired[bool]

    # Whether the user did not have it before.
    is_new_attribute: NotRequired[bool]


class UserIdentity(TypedDict):
    """One identity of the user."""

    # What kind of identity it is.
    identity_type: Literal["other", "customer_id", "facebook", "twitter", "google", "microsoft", "yahoo", "email", "alias", "facebook_custom_audience_id", "other_id_2", "other_id_3", "other_id_4", "other_id_5", "other_id_6", "other_id_7", "other_id_8", "other_id_9", "other_id_10", "mobile_number", "phone_number_2", "phone_number_3"]

    # The identity itself.
    identity: Text

    # When this identity last changed, in milliseconds since 1970, UTC.
    timestamp_unixtime_ms: Int64

    # Whether it was first seen in this event batch.
    created_this_batch: NotRequired[bool]


class UserIdentityChangeData(EventData):
    """An identity of the user changed: new is missing if it was removed, old is missing if it was
    added."""

    # The identity after.
    new: NotRequired[UserIdentity]

    # The identity before.
    old: NotRequired[UserIdentity]


class UninstallData(EventData):
    """The application was removed. This event has no members of its own."""


class SessionStartEvent(TypedDict):
    data: SessionStartData
    event_type: Literal["session_start"]


class SessionEndEvent(TypedDict):
    data: SessionEndData
    event_type: Literal["session_end"]


class ScreenViewEvent(TypedDict):
    data: ScreenViewData
    event_type: Literal["screen_view"]


class CustomEvent(TypedDict):
    data: CustomEventData
    event_type: Literal["custom_event"]


class CrashReportEvent(TypedDict):
    data: CrashReportData
    event_type: Literal["crash_report"]


class OptOutEvent(TypedDict):
    data: OptOutData
    event_type: Literal["opt_out"]


class FirstRunEvent(TypedDict):
    data: FirstRunData
    event_type: Literal["first_run"]


class PreAttributionEvent(TypedDict):
    data: PreAttributionData
    event_type: Literal["pre_attribution"]


class PushRegistrationEvent(TypedDict):
    data: PushRegistrationData
    event_type: Literal["push_registration"]


class ApplicationStateTransitionEvent(TypedDict):
    data: ApplicationStateTransitionData
    event_type: Literal["application_state_transition"]


class PushMessageEvent(TypedDict):
    data: PushMessageData
    event_type: Literal["push_message"]


class NetworkPerformanceEvent(TypedDict):
    data: NetworkPerformanceData
    event_type: Literal["network_performance"]


class BreadcrumbEvent(TypedDict):
    data: BreadcrumbData
    event_type: Literal["breadcrumb"]


class ProfileEvent(TypedDict):
    data: ProfileData
    event_type: Literal["profile"]


class PushReactionEvent(TypedDict):
    data: PushReactionData
    event_type: Literal["push_reaction"]


class CommerceEvent(TypedDict):
    data: CommerceEventData
    event_type: Literal["commerce_event"]


class UserAttributeChangeEvent(TypedDict):
    data: UserAttributeChangeData
    event_type: Literal["user_attribute_change"]


class UserIdentityChangeEvent(TypedDict):
    data: UserIdentityChangeData
    event_type: Literal["user_identity_change"]


class UninstallEvent(TypedDict):
    data: UninstallData
    event_type: Literal["uninstall"]


# An event: event_type determines which members its data has.
Event = (
    SessionStartEvent
    | SessionEndEvent
    | ScreenViewEvent
    | CustomEvent
    | CrashReportEvent
    | OptOutEvent
    | FirstRunEvent
    | PreAttributionEvent
    | PushRegistrationEvent
    | ApplicationStateTransitionEvent
    | PushMessageEvent
    | NetworkPerformanceEvent
    | BreadcrumbEvent
    | ProfileEvent
    | PushReactionEvent
    | CommerceEvent
    | UserAttributeChangeEvent
    | UserIdentityChangeEvent
    | UninstallEvent
)


class DeviceInfo(TypedDict):
    """The device the events come from."""

    # Brand.
    brand: NotRequired[Text]

    # Product name.
    product: NotRequired[Text]

    # Device name.
    device: NotRequired[Text]

    # Manufacturer.
    device_manufacturer: NotRequired[Text]

    # Model.
    device_model: NotRequired[Text]

    # Version of the operating system.
    os_version: NotRequired[Text]

    # Language set on the device.
    locale_language: NotRequired[Text]

    # Country set on the device.
    locale_country: NotRequired[Text]

    # Country the Android device reports.
    device_country: NotRequired[Text]

    # Country of the mobile network.
    network_country: NotRequired[Text]

    # Carrier of the mobile network.
    network_carrier: NotRequired[Text]

    # Code of the mobile network.
    network_code: NotRequired[Text]

    # Country code of the mobile network.
    network_mobile_country_code: NotRequired[Text]

    # Identifier of the system build.
    build_identifier: NotRequired[Text]

    # Release of the Android system.
    build_version_release: NotRequired[Text]

    # User agent of the browser.
    http_header_user_agent: NotRequired[Text]

    # Token for push messages.
    push_token: NotRequired[Text]

    # Radio technology in use.
    radio_access_technology: NotRequired[Text]

    # Architecture of the processor.
    cpu_architecture: NotRequired[Text]

    # Version of Bluetooth.
    bluetooth_version: NotRequired[Text]

    # Older identifier of the Android device.
    android_uuid: NotRequired[Text]

    # Advertising identifier on Windows and Xbox.
    microsoft_advertising_id: NotRequired[Text]

    # Publisher identifier on Windows and Xbox.
    microsoft_publisher_id: NotRequired[Text]

    # Identifier given by AMP pages.
    amp_id: NotRequired[Text]

    # Platform of the device.
    platform: NotRequired[Literal["iOS", "Android", "web", "tvOS", "roku", "out_of_band", "alexa", "smart_tv", "fire_tv", "xbox", "desktop", "Unknown"]]

    # Height of the screen in pixels.
    screen_height: NotRequired[Int32]

    # Width of the screen in pixels.
    screen_width: NotRequired[Int32]

    # Density of the screen in dots per inch.
    screen_dpi: NotRequired[Int32]

    # Hours ahead of UTC.
    timezone_offset: NotRequired[Int32]

    # Whether it is a tablet.
    is_tablet: NotRequired[bool]

    # Whether daylight saving time is on.
    is_dst: NotRequired[bool]

    # Whether the user limits advertising.
    limit_ad_tracking: NotRequired[bool]

    # Whether push messages may sound.
    push_notification_sound_enabled: NotRequired[bool]

    # Whether push messages may vibrate.
    push_notification_vibrate_enabled: NotRequired[bool]

    # Whether it can make calls.
    supports_telephony: NotRequired[bool]

    # Whether it has near-field communication.
    has_nfc: NotRequired[bool]

    # Whether Bluetooth is on.
    bluetooth_enabled: NotRequired[bool]

    # Advertising identifier on iOS and tvOS.
    ios_advertising_id: NotRequired[Uuid]

    # Vendor identifier on iOS and tvOS.
    ios_idfv: NotRequired[Uuid]

    # Advertising identifier on Android.
    android_advertising_id: NotRequired[Uuid]

    # Advertising identifier on Roku.
    roku_advertising_id: NotRequired[Uuid]

    # Publisher identifier on Roku.
    roku_publisher_id: NotRequired[Uuid]

    # Advertising identifier on Fire TV.
    fire_advertising_id: NotRequired[Uuid]

    # The user's answer to the tracking question of iOS.
    att_authorization_status: NotRequired[Literal["authorized", "denied", "not_determined", "restricted"]]

    # When the user answered the tracking question, in milliseconds since 1970, UTC.
    att_timestamp_unixtime_ms: NotRequired[Int64]


class ApplicationInfo(TypedDict):
    """The application the events come from."""

    # Its name.
    application_name: NotRequired[Text]

    # Its version.
    application_version: NotRequired[Text]

    # Its build number.
    application_build_number: NotRequired[Text]

    # What led to its installation.
    install_referrer: NotRequired[Text]

    # Its package name.
    package: NotRequired[Text]

    # The system it is made for.
    os: NotRequired[Literal["IOS", "Android", "WindowsPhone", "MobileWeb", "UnityIOS", "UnityAndroid", "Desktop", "TVOS", "Roku", "OutOfBand", "Alexa", "SmartTV", "FireTV", "Xbox", "Unknown"]]

    # What Apple's search advertising reports about the installation, by version.
    apple_search_ads_attributes: NotRequired[dict[str, dict[str, Text]]]

    # How many kits were added manually.
    sideloaded_kits_count: NotRequired[JsonNumber]


class ConsentPurpose(TypedDict):
    """The user's answer for one purpose, and its time."""

    # Whether the user consented.
    consented: bool

    # When the user answered, in milliseconds since 1970, UTC.
    timestamp_unixtime_ms: Int64

    # The document that was shown.
    document: NotRequired[Text]

    # Where the user was asked.
    location: NotRequired[Text]

    # Device on which the user was asked.
    hardware_id: NotRequired[Text]

    # The regulation.
    regulation: NotRequired[Text]


class CCPA(TypedDict):
    """Consent under the CCPA."""

    # Whether the user opted out of the sale of data.
    data_sale_opt_out: NotRequired[ConsentPurpose]


class ConsentState(TypedDict):
    """What the user consented to."""

    # Consent under the GDPR, by purpose.
    gdpr: NotRequired[dict[str, ConsentPurpose]]

    # Consent under the CCPA.
    ccpa: NotRequired[CCPA]


class DataPlan(TypedDict):
    """The data plan the events are made to."""

    # Id of the plan.
    plan_id: Text

    # Version of the plan; missing for the latest.
    plan_version: NotRequired[Int32]


class Context(TypedDict):
    """What applies to the whole event batch."""

    # The data plan the events are made to.
    data_plan: NotRequired[DataPlan]

    # Where the user is.
    location: NotRequired[Location]


class SourceInfo(TypedDict):
    """How the events came in."""

    # The channel.
    channel: Literal["native", "javascript", "pixel", "desktop", "partner", "server_to_server", "unknown"]

    # Name of the feed.
    partner: NotRequired[Text]

    # Request of the replay that resent it.
    replay_request_id: NotRequired[Text]

    # Job of the replay that resent it.
    replay_job_id: NotRequired[Text]

    # Whether the data is historical.
    is_historical: NotRequired[bool]


class SystemNotificationData(TypedDict):
    """What changed."""

    # The purpose.
    purpose: NotRequired[Text]

    # The consent after.
    current: NotRequired[ConsentPurpose]

    # The consent before.
    old: NotRequired[ConsentPurpose]


class SystemNotification(TypedDict):
    """A change of consent that the platform reports with the event batch."""

    # The kind of notification.
    type: Literal["gdpr_change"]

    # What changed.
    data: NotRequired[SystemNotificationData]


class AttributionInfo(TypedDict):
    """What the installation is credited to."""

    # The service that credits the installation.
    service_provider: Text

    # The publisher.
    publisher: Text

    # The campaign.
    campaign: Text


class EventBatch(TypedDict):
    """The body of every message with sqs.message.format=event-batch and event.validation=strict:
    the events of one user with their context, in the form that the platform documents. It
    follows the newest schema that the platform publishes for senders (harvested in August 2026)
    and the differences that its documentation describes for receivers; pre_attribution,
    push_reaction and a few words of the lists come from its published models. The connector
    reads this file and rejects a record whose message would not be valid. Every object is open:
    members that are not described are allowed. Null members appear only among user_attributes,
    custom_attributes, and as new and old of a user_attribute_change event. Members marked
    x-int64 are 64-bit integers that event.int64.format converts."""

    # The events, in order; empty when there are none.
    events: list[Event]

    # The platform's number of the user; it may be negative.
    mpid: NotRequired[Int64]

    # The platform's identifier of the device.
    mp_deviceid: NotRequired[Uuid]

    # When the event batch was received, in milliseconds since 1970, UTC.
    timestamp_unixtime_ms: NotRequired[Int64]

    # Number of the event batch. Messages that one event batch was divided into have the same.
    batch_id: Int64

    # The setting event.unique.id.
    unique_id: NotRequired[str]

    # The sender's own id of the upload.
    source_request_id: NotRequired[Text]

    # Id of this one message.
    message_id: Uuid

    # Always events.
    message_type: Literal["events"]

    # Version of the format: the setting event.schema.version, 2 by default.
    schema_version: int

    # Whether these are real events or those of development.
    environment: Literal["development", "production", "unknown"]

    device_info: NotRequired[DeviceInfo]

    application_info: NotRequired[ApplicationInfo]

    # Attributes of the user, by name; names that begin with a dollar sign are reserved for the
    # platform. An attribute that is null is a tag: it has a name and no value.
    user_attributes: NotRequired[dict[str, UserAttributeValue]]

    # Names of user attributes to forget.
    deleted_user_attributes: NotRequired[list[str]]

    # Identities of the user.
    user_identities: NotRequired[list[UserIdentity]]

    # Identities of the user with partners, by partner.
    partner_identities: NotRequired[dict[str, Text]]

    # Values kept for integrations, by module id.
    integration_attributes: NotRequired[dict[str, dict[str, Text]]]

    consent_state: NotRequired[ConsentState]

    context: NotRequired[Context]

    source_info: NotRequired[SourceInfo]

    # Notifications of the platform.
    system_notifications: NotRequired[list[SystemNotification]]

    # Internet address of the sender; it may be empty.
    ip: NotRequired[IpAddress]

    # The user the events were first recorded for.
    origin_mpid: NotRequired[Int64]

    attribution_info: NotRequired[AttributionInfo]

    # Identity of the user with one partner; the older form of partner_identities.
    partner_identity: NotRequired[Text]

    # Version of the software that recorded the events.
    sdk_version: NotRequired[Text]

    # Key of the sender, if the channel transports it in the text.
    api_key: NotRequired[Text]

    # Keys of the sender.
    api_keys: NotRequired[list[str]]

    # Job that sent the event batch.
    job_id: NotRequired[Text]

    # A mark that clients set when they changed the event batch.
    modified: NotRequired[bool]
