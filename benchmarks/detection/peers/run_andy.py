"""andy-fraud at threshold 0.8, without keywords and paths; it answers yes or no and names nobody.

The suffix list that it looks up is the one that comes with tldextract: no download.
"""

from urllib.parse import urlparse

from andy import suite
from tldextract import TLDExtract
from worker import Answer, Task, labels, serve


def make(task: Task):
    suite.tldextract.extract = TLDExtract(suffix_list_urls=())
    config = {
        "domain": {
            label: [domain.partition(".")[2] for domain in domains]
            for label, domains in labels(task["official"]).items()
        },
        "domain_threshold": 0.8,
        "domain_keywords": [],
        "domain_keywords_threshold": 1,
        "path": [],
        "path_threshold": 1,
        "path_split": True,
        "query": [],
        "query_threshold": 1,
        "query_split": True,
    }
    suite.valid_config(config)

    def judge(host: str) -> Answer:
        return int(suite.is_scam(config, urlparse(f"https://{host}/"), validate_config=False)), ""

    return judge


serve(make)
